"""Disguises: letters and signs put so that a reader sees the words and a program does not.

Copies are disguised to escape detection, and a text that is says something about who ran it. `plain` undoes what a text's
characters do; `hidden` and `parted.as_seen` tell what reading takes away before: invisible characters, reversed runs and letters
set apart. `kinds` names them all.
"""
