"""What the examples share: one call with nothing but the standard library."""

import json
import os
import urllib.error
import urllib.request

URL = os.environ.get("GYM_URL", "http://localhost:3000")
KEY = os.environ["GYM_KEY"]


def complete(task, messages, **fields):
    """Answers a conversation with the best model for the task. Returns the text and AI Gym's own fields."""
    body = json.dumps({"model": f"task:{task}", "messages": messages, **fields}).encode()
    request = urllib.request.Request(
        f"{URL}/v1/chat/completions",
        data=body,
        headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        raise SystemExit(json.load(error)["error"]["message"]) from error
    return answer["choices"][0]["message"]["content"], answer["gym"]


def json_schema(name, properties):
    """`response_format` for an object of which every property is required."""
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}
