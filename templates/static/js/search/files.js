// @ts-check
/** Files of the index: each is fetched once and kept. One that does not come is no error: its place is empty, and the answer says so. */
(function (parts) {
  const HASH = 5;
  const PATIENCE = 15000;

  /** Gives up on a file that does not come, without stopping it: it may be there for the next query. @param {Promise<any>} promise */
  function inTime(promise) {
    return new Promise(function (resolve, reject) {
      const timer = setTimeout(function () { reject(new Error("late")); }, PATIENCE);
      promise.then(resolve, reject).then(function () { clearTimeout(timer); });
    });
  }

  /** The hash that tells in which of many files a token stands. @param {string} token */
  parts.hashOf = function (token) {
    let hash = 0;
    for (let at = 0; at < token.length; at++) hash = (Math.imul(hash, 31) + token.charCodeAt(at)) | 0;
    return (hash ^ hash >>> 15) >>> 0;
  };

  /** @param {any} manifest @param {(name: string) => Promise<any>} fetch */
  parts.makeFiles = function (manifest, fetch) {
    const kept = /** @type {Map<string, Promise<any>>} */ (new Map()), here = /** @type {Map<string, any>} */ (new Map());

    function load(/** @type {string} */ name) {
      const known = kept.get(name);
      if (known) return known;
      const coming = fetch(name);
      coming.catch(function () { kept.delete(name); });
      kept.set(name, coming);
      return coming;
    }

    const files = {
      /** The value of a file, or null where it does not come, which is noted in `missing`. @param {string} name @param {Set<string>} missing */
      async read(name, missing) {
        if (here.has(name)) return here.get(name);
        try {
          const value = await inTime(load(name));
          here.set(name, value);
          return value;
        } catch (failure) {
          missing.add(name);
          return null;
        }
      },
      /** Slot `number` of a kind of files. @param {string} kind @param {number} number @param {Set<string>} missing */
      readSlot(kind, number, missing) {
        const hash = manifest[kind].names.substr(number * HASH, HASH);
        return files.read(kind + "/" + number + "-" + hash, missing);
      },
      /** The slot in which a token's line stands. @param {string} kind @param {string} token */
      slotOf(kind, token) { return parts.hashOf(token) % manifest[kind].slots; },
      /** What tells a pair from others in its slot. @param {string} pair */
      digest(pair) { return Math.imul(pair.charCodeAt(0) << 16 | pair.charCodeAt(1), 2654435761) >>> 16; }
    };
    return files;
  };
})(starcaseSearch.parts);
