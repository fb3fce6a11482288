#!/bin/sh
# Analyses a page as JSON: GYM_KEY=gym_… sh docs/examples/curl/website-analysis.sh
set -eu
curl --silent --show-error --fail-with-body "${GYM_URL:-http://localhost:3000}/v1/chat/completions" \
  -H "Authorization: Bearer $GYM_KEY" -H "Content-Type: application/json" \
  -d '{
    "model": "task:website_analysis",
    "messages": [{ "role": "user", "content": "What would make this page sell more? <h1>Oak tables</h1><p>Order by phone only.</p>" }],
    "response_format": { "type": "json_schema", "json_schema": { "name": "analysis", "schema": {
      "type": "object", "required": ["score"], "additionalProperties": false,
      "properties": { "score": { "type": "integer", "minimum": 0, "maximum": 100 } } } } }
  }'
