"""A conversation of two turns: GYM_KEY=gym_… python3 docs/examples/python/conversation.py"""

import time

from gym import complete

gym_fields = {"sessionId": f"example-{time.time_ns()}", "userRef": "customer-42", "tags": {"channel": "web"}}
messages = []
for question in ["Do you deliver to Norway?", "And how long does that take?"]:
    messages.append({"role": "user", "content": question})
    text, _ = complete("conversation_response", messages, gym=gym_fields)
    messages.append({"role": "assistant", "content": text})
    print(f"> {question}\n{text}\n")
