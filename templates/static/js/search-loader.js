// @ts-check
/** The search comes when asked for: `open` adds scripts of the folder search/, which hand their values over by `put`. */
var starcaseSearch = (() => {
  const arrived = /** @type {any} */ ({}), opened = /** @type {any} */ ({}), parts = /** @type {any} */ ({});

  /** The value of a file; an engine adds itself to `parts`. */
  const load = (/** @type {string} */ base, /** @type {string} */ name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = script.onerror = () => {
      script.remove();
      if (name in arrived || parts.openEngine && name.startsWith("engine")) resolve(arrived[name]);
      else reject(new Error(name));
      delete arrived[name];
    };
    script.src = base + name + ".js";
    document.head.append(script);
  });
  async function start(/** @type {string} */ base) {
    const manifest = /** @type {any} */ (await load(base, "manifest"));
    const fetch = (/** @type {string} */ name) => load(base, name);
    const both = await Promise.all([manifest.core && fetch(manifest.core), fetch(manifest.engine)]);
    return parts.openEngine(manifest, both[0], fetch);
  }

  return {
    parts,
    put(/** @type {string} */ name, /** @type {any} */ value) { arrived[name] = value; },
    /** The engine over the index at `base`, which ends in "/"; after a failure it may be asked again. */
    open(/** @type {string} */ base) {
      if (!opened[base]) (opened[base] = start(base)).catch(() => { delete opened[base]; });
      return opened[base];
    }
  };
})();
