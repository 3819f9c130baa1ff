"""The languages that letters, replies and forms are written in: one folder for each, with all that is particular to it.

    language.toml                  dates, yes and no, countries, how the secretariat signs
    *.docx, salutation.txt, ...    letters
    *.txt                          replies
    form.toml                      words of the blank form

Another language is another folder; staff's own folder goes before the built-in one, file by file.
"""

from __future__ import annotations
