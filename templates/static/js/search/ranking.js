// @ts-check
/** The order of what was found: by how a query fits, then by rank, which is the number of a document. */
(function (parts) {
  /** How a query may fit, best first. `tier` and `field` are what the outside is told. */
  const FITS = [
    { name: "exact", tier: 0, field: "name" },
    { name: "name", tier: 1, field: "name" },
    { name: "terms", tier: 2, field: "name" },
    { name: "sound", tier: 3, field: "pinyin" },
    { name: "own", tier: 4, field: "own" },
    { name: "ownCut", tier: 4, field: "own" },
    { name: "near", tier: 5, field: "near" },
    { name: "farther", tier: 5, field: "near" },
    { name: "story", tier: 6, field: "story" },
    { name: "storyCut", tier: 6, field: "story" }
  ];
  const NONE = 255;
  function placeOf(/** @type {string} */ name) { return FITS.findIndex(function (fit) { return fit.name === name; }); }

  /** @param {any} manifest @param {(document: number) => boolean} keeps what the filters leave */
  parts.makeRanking = function (manifest, keeps) {
    const fits = new Uint8Array(manifest.documents).fill(NONE);
    const lists = /** @type {number[][]} */ (FITS.map(function () { return []; }));
    function list(/** @type {number} */ place) { return lists[place].filter(function (document) { return fits[document] === place; }); }

    const ranking = {
      /** Notes how some documents fit; one that fits better already stays where it is. A story's title is a story's. @param {string} name @param {number[]} documents */
      add(name, documents) {
        const wanted = placeOf(name), story = placeOf("story");
        const fresh = /** @type {number[]} */ ([]), stories = /** @type {number[]} */ ([]);
        documents.forEach(function (document) {
          const place = wanted && document >= manifest.bodies ? Math.max(wanted, story) : wanted;
          if (fits[document] <= place) return;
          fits[document] = place;
          (place === wanted ? fresh : stories).push(document);
        });
        lists[wanted] = parts.inEither(lists[wanted], fresh);
        lists[story] = parts.inEither(lists[story], stories);
      },
      /** Takes back what was noted for one way to fit. @param {string} name */
      forget(name) { lists[placeOf(name)].forEach(function (document) { if (fits[document] === placeOf(name)) fits[document] = NONE; }); },
      /** Whether any name or place comes near what was typed. */
      foundNear() { return ranking.found("near") || ranking.found("farther"); },
      /** Whether any document fits as well as this, or better, filters aside. @param {string} name */
      has(name) { return FITS.some(function (_fit, at) { return at <= placeOf(name) && lists[at].some(function (document) { return fits[document] === at; }); }); },
      /** Whether any document fits just so. @param {string} name */
      found(name) { const place = placeOf(name); return lists[place].some(function (document) { return fits[document] === place; }); },
      /** How many that the filters leave fit as well as this, or better. @param {string} name */
      count(name) {
        let sum = 0;
        for (let at = 0; at <= placeOf(name); at++) sum += list(at).filter(keeps).length;
        return sum;
      },
      /** All, best first, filters aside. */
      all() { return /** @type {number[]} */ ([]).concat(...FITS.map(function (_fit, at) { return list(at); })); },
      fit(/** @type {number} */ document) { return FITS[fits[document]] || FITS[0]; }
    };
    return ranking;
  };
})(starcaseSearch.parts);
