// @ts-check
/** Pinyin: what is typed by sound, in full, unfinished, by initials, or mixed with characters. */
(function (parts) {
  const latin = /[a-z]/;

  /** The bit of a text's first letter; 0 for any other sign. */
  parts.letterBit = function (/** @type {string} */ text) { return latin.test(text[0]) ? 1 << (text.charCodeAt(0) - 97) : 0; };

  /** Typed letters without tones, ü as v: ǚ, u: and v are one. */
  parts.plainLetters = function (/** @type {string} */ text) {
    return text.replace(/[\p{Script=Latin}\p{M}]+/gu, function (letters) {
      return letters.normalize("NFKD").toLowerCase().replace(/u\u0308/g, "v").replace(/\p{M}/gu, "").replace(/([jqxy])v/g, "$1u");
    });
  };

  /**
   * @param {Record<string, string>} table syllable → the characters that are read so in names; after a space those that may be read so elsewhere
   * @param {boolean} isWide whether these count, too
   */
  parts.makePinyin = function (table, isWide) {
    const byCharacter = /** @type {Map<string, string[]>} */ (new Map());
    const none = /** @type {string[]} */ ([]);
    function add(/** @type {string} */ character, /** @type {string} */ syllable) {
      const known = byCharacter.get(character);
      if (known) known.push(syllable);
      else byCharacter.set(character, [syllable]);
    }
    Object.keys(table).forEach(function (syllable) {
      const halves = table[syllable].split(" "), other = /^[ln]v/.test(syllable) ? syllable.replace("v", "u") : "";
      for (const character of halves[0] + (isWide && halves[1] || "")) {
        add(character, syllable);
        if (other) add(character, other);
      }
    });
    function readings(/** @type {string} */ character) { return byCharacter.get(character) || none; }
    let wide = /** @type {any} */ (null), firsts = /** @type {Int32Array | null} */ (null), seconds = /** @type {Int32Array | null} */ (null);

    /** Of each unit the letters at a place of its readings, as bits. @param {number} place */
    function listLetters(place) {
      const bits = new Int32Array(1 << 16);
      byCharacter.forEach(function (sounds, character) {
        for (const one of sounds) if (one.length > place) bits[character.charCodeAt(0)] |= parts.letterBit(one[place]);
      });
      for (let letter = 0; letter < 26 && !place; letter++) bits[97 + letter] = 1 << letter;
      return bits;
    }

    /** How many letters two texts share, from `at` in the first. @param {string} query @param {number} at @param {string} syllable */
    function shared(query, at, syllable) {
      let length = 0;
      while (length < syllable.length && query[at + length] === syllable[length]) length++;
      return length;
    }
    /** How a query may go on from one place when the next character is this: [place, kind], kind 1 where it ends in the middle of a syllable. @param {string} query @param {number} at @param {string} character */
    function listSteps(query, at, character) {
      const found = query[at] === character ? [[at + 1, 0]] : [];
      for (const syllable of latin.test(query[at]) ? readings(character) : none) {
        const length = shared(query, at, syllable);
        if (!length) continue;
        if (length === syllable.length) found.push([at + length, 0]);
        else if (at + length === query.length) found.push([query.length, 1]);
        if (length >= 2 && syllable[1] === "h") found.push([at + 2, 2]);
        found.push([at + 1, 2]);
      }
      return found;
    }
    /** The steps of the last query, which is asked of thousands of names, by the place in it and the character. */
    let asked = "", steps = /** @type {Map<number, number[][]>[]} */ ([]);
    function stepsOf(/** @type {string} */ query, /** @type {number} */ at, /** @type {string} */ name, /** @type {number} */ place) {
      const unit = name.charCodeAt(place), known = steps[at] || (steps[at] = new Map());
      let found = known.get(unit);
      if (!found) known.set(unit, found = listSteps(query, at, name[place]));
      return found;
    }

    return {
      readings: readings,
      syllables: Object.keys(table),
      /** The characters that are read so. @param {string} syllable */
      readAs(syllable) {
        const halves = (table[syllable] || "").split(" ");
        return Array.from(halves[0] + (isWide && halves[1] || ""));
      },
      /** Other readings count, too, where nothing is found by those of the names. */
      get wide() { return wide = wide || (isWide ? null : parts.makePinyin(table, true)); },
      /** The characters that sound like one; null where any may. @param {string} character @param {Map<string, string> | null} others how characters are read that stand in no name; null where that is not known */
      alike(character, others) {
        const known = byCharacter.get(character);
        if (!known && !others && character > "\u2e80") return null;
        const sounds = known || [others && others.get(character) || ""];
        return sounds.map(function (syllable) { return (table[syllable] || "").replace(" ", ""); }).join("");
      },
      /** Of each unit the letters with which a reading of it may begin, and go on, as bits. */
      get firsts() { return firsts = firsts || listLetters(0); },
      get seconds() { return seconds = seconds || listLetters(1); },
      /**
       * How a query is read from one place in a folded name: [end, 0 in full syllables | 1 the last unfinished | 2 with initials], or null.
       * @param {string} query @param {string} name @param {number} start @param {number} gaps how many characters of the name may be passed over
       */
      match(query, name, start, gaps) {
        let best = /** @type {number[] | null} */ (null);
        if (query !== asked) { asked = query; steps = []; }
        function go(/** @type {number} */ at, /** @type {number} */ place, /** @type {number} */ kind, /** @type {number} */ left) {
          if (best && best[1] <= kind) return;
          if (at === query.length) { best = [place, kind]; return; }
          if (place === name.length) return;
          if (left && at) go(at, place + 1, kind, left - 1);
          for (const step of stepsOf(query, at, name, place)) go(step[0], place + 1, Math.max(kind, step[1]), left);
        }
        go(0, start, 0, gaps);
        return best;
      }
    };
  };
})(starcaseSearch.parts);

/** How characters are read that stand in no name, but may be typed for one that sounds alike. */
(function (parts) {
  parts.readSounds = function (/** @type {Record<string, string>} */ table) {
    const found = /** @type {Map<string, string>} */ (new Map());
    Object.keys(table).forEach(function (syllable) {
      for (const character of table[syllable]) found.set(character, syllable);
    });
    return found;
  };
})(starcaseSearch.parts);
