export { PROVIDER_KINDS, type ProviderKind, type ProviderKindInfo } from "./provider-kinds";
