import { proportionsPower, proportionsSampleSize } from "../power/proportions-power";
import { tTestPower, tTestSampleSize } from "../power/t-test-power";
import { offer, type OfferedKind } from "./offered-kind";

type Effect = { effect_size_d: number; alpha: number };
type Shares = { p1: number; p2: number; alpha: number };

export const POWER_KINDS: Record<string, OfferedKind> = {
  power_t_samplesize: offer(({ effect_size_d, alpha, power }: Effect & { power: number }) => {
    const size = tTestSampleSize({ effectSize: effect_size_d, alpha, power });
    return size && { n_per_group_exact: size.exact, n_per_group: size.perGroup, n_normal_approx: size.approximate };
  }),
  power_t_power: offer(({ effect_size_d, alpha, n_per_group }: Effect & { n_per_group: number }) => ({
    power: tTestPower({ effectSize: effect_size_d, perGroup: n_per_group, alpha }),
  })),
  power_prop_samplesize: offer(({ p1, p2, alpha, power }: Shares & { power: number }) => {
    const size = proportionsSampleSize({ shareA: p1, shareB: p2, alpha, power });
    return (
      size && {
        n_per_group_pooled: size.exact,
        n_per_group_pooled_ceil: size.perGroup,
        n_per_group_arcsine: size.arcsine,
      }
    );
  }),
  power_prop_power: offer(({ p1, p2, alpha, n_per_group }: Shares & { n_per_group: number }) => ({
    power: proportionsPower({ shareA: p1, shareB: p2, perGroup: n_per_group, alpha }),
  })),
};
