// What a check of the report asks of the page itself; gives what is wrong as a list of words.
(() => {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const over = (top, below) => top.rgb.map((each, i) => each * top.a + below[i] * (1 - top.a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((each) => {
      const share = each / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [less, more] = [light(one), light(other)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  const ground = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.a) layers.push(colour);
      if (colour.a === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;

  const wrong = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || element.closest("title") || element.closest(".unseen") || !shown(element)) continue;
    texts += 1;
    const style = getComputedStyle(element);
    const below = ground(element);
    const ink = over(parse(element instanceof SVGElement ? style.fill : style.color), below);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const found = contrast(ink, below);
    if (found < (large ? 3 : 4.5)) wrong.push(`text ${found.toFixed(2)}: ${text.slice(0, 40)}`);
    if (size < 12) wrong.push(`small ${size}: ${text.slice(0, 40)}`);
  }
  for (const mark of document.querySelectorAll(".mark, .curve, .done, .target")) {
    if (!shown(mark)) continue;
    const style = getComputedStyle(mark);
    const colour = parse(style.fill === "none" || mark.matches(".target, .curve") ? style.stroke : style.fill);
    colour.a *= Number(style.fillOpacity);
    const land = mark.closest(".world svg") && !mark.closest(".key") && getComputedStyle(document.querySelector(".land")).fill;
    const below = land ? parse(land).rgb : mark.matches(".done") ? parse(getComputedStyle(document.querySelector(".track")).fill).rgb : ground(mark.closest("svg"));
    const found = contrast(over(colour, below), below);
    if (found < 3) wrong.push(`mark ${found.toFixed(2)}: ${mark.getAttribute("class")}`);
  }
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) wrong.push(`as wide as ${wide}`);
  for (const each of document.querySelectorAll("body *")) {
    const box = each.getBoundingClientRect();
    if (shown(each) && !each.closest(".unseen, .skip, svg") && (box.right > innerWidth + 1 || box.left < -1))
      wrong.push(`over the edge: ${each.tagName} ${each.className}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id stands twice");
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(link.getAttribute("href").slice(1))) wrong.push(`leads nowhere: ${link.textContent}`);
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) wrong.push(`heading of level ${own} below ${level}: ${heading.textContent}`);
    level = own;
  }
  for (const mark of ["header", "nav", "main", "footer"])
    if (document.querySelectorAll(`body > ${mark}`).length !== 1) wrong.push(`not one ${mark}`);
  for (const cell of document.querySelectorAll("th:not([scope])")) wrong.push(`heading without scope: ${cell.textContent}`);
  return { texts, wrong };
})();
