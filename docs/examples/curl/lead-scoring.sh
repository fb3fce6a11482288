#!/bin/sh
# Scores a lead within a limit of cost: GYM_KEY=gym_… sh docs/examples/curl/lead-scoring.sh
set -eu
curl --silent --show-error --fail-with-body "${GYM_URL:-http://localhost:3000}/v1/chat/completions" \
  -H "Authorization: Bearer $GYM_KEY" -H "Content-Type: application/json" \
  -d '{
    "model": "task:lead_scoring",
    "messages": [{ "role": "user", "content": "How likely does this lead buy? Head of IT, 400 employees, asked for a quote." }],
    "response_format": { "type": "json_schema", "json_schema": { "name": "lead", "schema": {
      "type": "object", "required": ["score"], "additionalProperties": false,
      "properties": { "score": { "type": "integer", "minimum": 0, "maximum": 100 } } } } },
    "gym": { "strategy": "best_cost", "constraints": { "maxCostUsd": 0.05 } }
  }'
