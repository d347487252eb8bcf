// @ts-check
/** The search comes when asked for: `open` brings files of the folder search/, which hand their values over by `put`. */
var starcaseSearch = (() => {
  const CALL = "starcaseSearch.put(", END = ");";
  const arrived = /** @type {any} */ ({}), opened = /** @type {any} */ ({}), parts = /** @type {any} */ ({});
  const isServed = location.protocol.startsWith("http");

  /** The value that was handed over. */
  function take(/** @type {string} */ name) {
    if (!(name in arrived)) throw new Error(name);
    const value = arrived[name];
    delete arrived[name];
    return value;
  }
  /** Runs a file as a script: all that a page of a folder may do, and the way of the engine, which adds itself to `parts`. */
  const run = (/** @type {string} */ url) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = () => reject(new Error(url));
    script.src = url;
    document.head.append(script);
    script.remove();
  });
  /** Reads a file as text and does itself what it says, which is quicker; what stands between the brackets is JSON. */
  const read = (/** @type {string} */ url) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = () => {
      const text = request.responseText;
      try {
        const [name, value] = JSON.parse("[" + text.slice(CALL.length, text.lastIndexOf(END)) + "]");
        resolve(starcaseSearch.put(name, value));
      } catch (mistake) {
        reject(mistake);
      }
    };
    request.onerror = () => reject(new Error(url));
    request.open("GET", url);
    request.send();
  });

  async function start(/** @type {string} */ base) {
    const fetch = async (/** @type {string} */ name) => {
      await (isServed ? read : run)(base + name + ".js");
      return take(name);
    };
    const manifest = await fetch("manifest");
    const both = await Promise.all([manifest.core && fetch(manifest.core), run(base + manifest.engine + ".js")]);
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
