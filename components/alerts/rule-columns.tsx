import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { AlertRule, AlertRuleState } from "@/lib/alerts/schemas";
import { conditionText, formatMeasure, scopeText } from "./format-measure";
import { SeverityBadge } from "./severity-badge";

const STATES = {
  ok: { label: "OK", tone: "success" },
  pending: { label: "Pending", tone: "warning" },
  firing: { label: "Firing", tone: "danger" },
  off: { label: "Off", tone: "neutral" },
  deleted: { label: "Deleted", tone: "neutral" },
} as const satisfies Record<AlertRuleState, { label: string; tone: BadgeTone }>;

type RuleActions = {
  canWrite: boolean;
  onEdit: (rule: AlertRule) => void;
  onDelete: (rule: AlertRule) => void;
  onTry: (rule: AlertRule) => void;
  onSwitch: (rule: AlertRule, isEnabled: boolean) => void;
};

export const ruleColumns = ({ canWrite, onEdit, onDelete, onTry, onSwitch }: RuleActions): DataColumn<AlertRule>[] => [
  {
    id: "name",
    header: "Rule",
    isPrimary: true,
    cell: (rule) => (
      <span className="grid min-w-48 break-words">
        <span className="font-medium">{rule.name}</span>
        <span className="text-xs font-normal text-muted-foreground">
          {conditionText(rule)} · {scopeText(rule)}
        </span>
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ state, since }) => (
      <span className="grid justify-items-start">
        <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
        {since && (
          <span className="text-xs text-muted-foreground">
            since <Time at={since} />
          </span>
        )}
      </span>
    ),
  },
  { id: "severity", header: "Severity", cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  { id: "value", header: "Now", align: "right", cell: valueCell },
  { id: "judged", header: "Judged", cell: ({ evaluatedAt }) => (evaluatedAt ? <Time at={evaluatedAt} /> : "not yet") },
  ...(canWrite
    ? ([
        {
          id: "on",
          header: "On",
          cell: (rule) => (
            <Switch
              aria-label={`Judge ${rule.name}`}
              checked={rule.isEnabled}
              onCheckedChange={(isOn) => onSwitch(rule, isOn)}
            />
          ),
        },
        {
          id: "actions",
          header: "Actions",
          align: "right",
          cell: (rule) => (
            <span className="inline-flex gap-1.5">
              <Button size="sm" onClick={() => onTry(rule)} aria-label={`Test ${rule.name}`}>
                Test
              </Button>
              <Button size="sm" onClick={() => onEdit(rule)} aria-label={`Edit ${rule.name}`}>
                Edit
              </Button>
              <Button
                size="sm"
                variant="ghost"
                className="text-danger"
                onClick={() => onDelete(rule)}
                aria-label={`Delete ${rule.name}`}
              >
                Delete
              </Button>
            </span>
          ),
        },
      ] satisfies DataColumn<AlertRule>[])
    : []),
];

/** Too few measurements are no value. */
function valueCell({ metric, lastValue, lastCount, minimumCount }: AlertRule) {
  if (lastCount === null) return "–";
  if (lastCount < minimumCount)
    return (
      <span className="text-muted-foreground">
        {lastCount} of {minimumCount} needed
      </span>
    );
  return formatMeasure(metric, lastValue);
}
