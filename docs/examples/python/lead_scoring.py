"""Scores leads within a limit of cost: GYM_KEY=gym_… python3 docs/examples/python/lead_scoring.py"""

import json

from gym import complete, json_schema

LEADS = [
    "Head of IT, 400 employees, asked for a quote and a call this week",
    "Student, wants a free account for a thesis",
]
scored = []
for lead in LEADS:
    text, gym = complete(
        "lead_scoring",
        [{"role": "user", "content": f"How likely does this lead buy? {lead}"}],
        response_format=json_schema("lead", {"score": {"type": "integer", "minimum": 0, "maximum": 100}}),
        gym={"strategy": "best_cost", "constraints": {"maxCostUsd": 0.05}},
    )
    scored.append((json.loads(text)["score"], lead, gym["costUsd"]))

for score, lead, _ in sorted(scored, reverse=True):
    print(f"{score}  {lead}")
print(f"Together: {sum(cost for _, _, cost in scored)} US dollars")
