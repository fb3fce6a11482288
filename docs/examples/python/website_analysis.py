"""Analyses a page as JSON: GYM_KEY=gym_… python3 docs/examples/python/website_analysis.py"""

import json

from gym import complete, json_schema

PAGE = "<title>Handmade oak tables</title><h1>Tables that outlive you</h1><p>Order by phone only.</p>"

text, gym = complete(
    "website_analysis",
    [{"role": "user", "content": f"What would make this page sell more? {PAGE}"}],
    response_format=json_schema(
        "analysis",
        {
            "score": {"type": "integer", "minimum": 0, "maximum": 100},
            "problems": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        },
    ),
)
print(json.dumps({**json.loads(text), "model": gym["model"]}))
