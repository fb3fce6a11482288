export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/**
 * Runs before the first paint, so that nothing flashes: sets the class `dark` and the collapsed sidebar from what was
 * stored. Kept small and free of anything dynamic, so that a content security policy can name its hash.
 */
export const APPEARANCE_SCRIPT = `(function(){try{var r=document.documentElement,t=localStorage.getItem("theme");r.classList.toggle("dark",t==="dark"||(t!=="light"&&matchMedia("(prefers-color-scheme: dark)").matches));if(localStorage.getItem("sidebar")==="collapsed")r.dataset.sidebar="collapsed"}catch(e){}})()`;

const listeners = new Set<() => void>();
const notify = () => listeners.forEach((listener) => listener());

/** The chosen theme and the sidebar's state: kept in this browser, drawn by attributes of `<html>`. */
export const appearance = {
  subscribe(listener: () => void): () => void {
    const media = matchMedia("(prefers-color-scheme: dark)");
    const onChange = () => {
      applyTheme();
      listener();
    };
    listeners.add(listener);
    media.addEventListener("change", onChange);
    window.addEventListener("storage", onChange);
    return () => {
      listeners.delete(listener);
      media.removeEventListener("change", onChange);
      window.removeEventListener("storage", onChange);
    };
  },
  theme: (): Theme => THEMES.find((theme) => theme === read("theme")) ?? "system",
  setTheme(theme: Theme): void {
    store("theme", theme);
    applyTheme();
    notify();
  },
  isSidebarCollapsed: (): boolean => document.documentElement.dataset.sidebar === "collapsed",
  toggleSidebar(): void {
    const root = document.documentElement;
    if (root.dataset.sidebar === "collapsed") delete root.dataset.sidebar;
    else root.dataset.sidebar = "collapsed";
    store("sidebar", root.dataset.sidebar ?? "open");
    notify();
  },
};

function applyTheme(): void {
  const theme = appearance.theme();
  const isDark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", isDark);
}

/** Storage is refused in some private modes; the choice then lasts for the page. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
