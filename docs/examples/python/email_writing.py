"""Writes an e-mail: GYM_KEY=gym_… python3 docs/examples/python/email_writing.py"""

from gym import complete

text, _ = complete(
    "email_writing",
    [
        {"role": "system", "content": "You write short, friendly business e-mails."},
        {"role": "user", "content": "Tell Ms Chen that her order 4711 arrives two days late."},
    ],
)
print(text)
