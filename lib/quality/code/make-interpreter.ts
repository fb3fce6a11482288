import variant from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from "quickjs-emscripten-core";

const PAGE_BYTES = 65_536;
/** What the interpreter asks for at its start. */
const FIRST_PAGES = 256;
const MOST_PAGES = (64 * 1024 * 1024) / PAGE_BYTES;

/**
 * An interpreter in a WebAssembly memory of its own, which cannot grow beyond 64 MB. QuickJS has a limit too, but
 * counts only part of what is taken. It is dropped after use, never cleared: what code leaves behind can break that.
 */
export const makeInterpreter = (): Promise<QuickJSWASMModule> =>
  newQuickJSWASMModuleFromVariant(
    newVariant(variant, { wasmMemory: new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES }) }),
  );
