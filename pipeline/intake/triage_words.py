"""How mail systems and automatic replies name themselves, in the languages in which mail arrives."""

from __future__ import annotations

import re
from typing import Final

DAEMON: Final = re.compile(
    r"mailer-?daemon(?:[+=._-].*)?|mail-?daemon|mail[._-]delivery[._-](?:sub)?system|microsoftexchange[0-9a-f]{16,}",
    re.IGNORECASE,
)
"""Local parts of addresses that only mail systems write from."""

DAEMON_NAME: Final = re.compile(r"mailer-?daemon|mail delivery (?:sub)?system|mail system", re.IGNORECASE)
"""Sender's names that stand for such an address where it is missing."""

_BOUNCE: Final = (
    # English
    r"delivery (?:status notification|failure|failed|has failed|report|delayed|incomplete)",
    r"(?:mail|message) delivery (?:has )?(?:fail|delay|report)",
    r"(?:failure|failed|bounce) (?:notice|delivery|notification)",
    r"undeliver(?:able|ed)|returned mail|return(?:ed|ing) (?:message |mail )?to sender",
    r"mail (?:system error|failure)|could not be delivered",
    # French
    r"non[ -](?:remis|distribu|délivr)|échec d(?:e (?:la )?|')(?:remise|distribution|livraison)",
    r"notification d['’]état de remise",
    # Spanish, Catalan, Portuguese, Italian
    r"(?:no se ha podido|no se pudo|imposible) entregar|no (?:entregado|entregable)",
    r"(?:error|fallo|falla) (?:en|de) (?:la )?entrega|no s['’]ha pogut lliurar",
    r"não (?:foi )?(?:entregue|entregável|entrega)|falha (?:na|de) entrega",
    r"mancat[oa] (?:recapito|consegna)|non recapitabile",
    # German, Dutch, Turkish, Russian
    r"unzustellbar|nicht zugestellt|onbestelbaar|niet bezorgd|teslim edilemedi|не доставлено|не удалось доставить",
    # Indonesian
    r"tidak (?:dapat )?(?:terkirim|dikirim)|gagal (?:ter|di)?kirim|kegagalan pengiriman",
    # Korean, Japanese, Chinese, Arabic
    r"배달되지|배달 ?실패|배달할 수|전송 ?실패|반송",
    r"配信(?:不能|失敗|エラー)|无法投递|退信",
    r"تعذر (?:ال)?تسليم|فشل (?:ال)?تسليم",
)

BOUNCE_SUBJECT: Final = re.compile("|".join(_BOUNCE), re.IGNORECASE)
"""Subjects of bounces and notices of delay."""

_AUTOMATIC: Final = (
    # English
    r"auto(?:matic(?:ally)?)?[ -]?(?:reply|response|generated reply|respons(?:e|der)?)\b|out of (?:the )?office",
    # French
    r"r[ée]ponse automatique|message automatique d['’]absence|absen(?:ce|t) du bureau",
    # Spanish, Catalan, Portuguese, Italian
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|resposta autom[àáa]tica|fora de l['’]oficina",
    r"fora do escrit[óo]rio|risposta automatica|fuori sede|fuori ufficio",
    # German, Dutch, Turkish, Russian
    r"automatische (?:antwort|abwesenheits)|abwesenheits(?:notiz|nachricht|meldung)",
    r"automatisch antwoord|afwezigheids|otomatik (?:yanıt|cevap)|автоматический ответ|автоответ",
    # Indonesian
    r"balasan otomatis|(?:di luar|tidak di) kantor",
    # Korean, Japanese, Chinese, Arabic
    r"자동 ?(?:응답|회신)|부재 ?중|自動(?:返信|応答)|自动(?:回复|答复)|自動回覆",
    r"رد (?:تلقائي|آلي)|الرد (?:التلقائي|الآلي)|خارج المكتب",
)
_AWAY: Final = (
    r"\b(?:away|vacation|on (?:annual )?leave)\b",
    r"\bvacances\b|\ben cong[ée]s?\b|\bvacaciones\b|\bf[ée]rias\b|\bferie\b|\burlaub|\babwesen|\bcuti\b",
    r"휴가|إجازة",
)

AUTO_SUBJECT_START: Final = re.compile(rf"\s*\[?\s*(?:{'|'.join(_AUTOMATIC)})", re.IGNORECASE)
"""Subjects that begin by calling themselves an automatic reply; "Re: Automatic reply" is a person's."""

AWAY_SUBJECT: Final = re.compile("|".join(_AUTOMATIC + _AWAY), re.IGNORECASE)
"""Subjects that are an automatic reply's where another sign says the same."""

SMTP_REPLY: Final = re.compile(r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b")
"""A mail server's refusal as it stands in bounces: RFC 5321 reply code, RFC 3463 status code."""
