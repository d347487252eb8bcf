// @ts-check
/** Near misses: one character wrong, missing, too many or swapped with the next costs 1, one that only sounds the same a half. */
(function (parts) {
  const UNITS = 1 << 16, ENOUGH_OF_MANY = 0.6;

  /** What a query of so many characters may cost: one that is long may also have a character that only sounds right. */
  parts.nearBound = function (/** @type {number} */ length) { return length < 4 ? 1 : length < 7 ? 1.5 : 2; };

  /**
   * The part of a name that is nearest to a query, by what it takes to make one of the other.
   * @param {string} query
   * @param {(character: string) => string | null} alike the characters that sound like one; null where all may
   */
  parts.makeNear = function (query, alike) {
    const length = query.length, bound = parts.nearBound(length);
    /** Of each unit the places of the query where it stands, and where it would sound right, as bits. */
    const same = new Int32Array(UNITS), sounding = new Int32Array(UNITS);
    /** Those of which it is not known what sounds like them. */
    let open = 0;
    for (let at = 0; at < length; at++) {
      same[query.charCodeAt(at)] |= 1 << at;
      const others = alike(query[at]);
      if (others === null) open |= 1 << at;
      for (const other of others || "") sounding[other.charCodeAt(0)] |= 1 << at;
    }
    /** What it costs to have come so far, in halves, which are whole numbers. */
    const table = [new Int16Array(length + 1).map(function (_none, at) { return 2 * at; })];
    function count(/** @type {number} */ bits) {
      let found = 0;
      for (; bits; bits &= bits - 1) found++;
      return found;
    }
    /** Whether enough of the query is there at all: a quick look that spares the table. */
    function mayFit(/** @type {string} */ name) {
      let seen = open;
      for (let at = 0; at < name.length; at++) seen |= same[name.charCodeAt(at)] | sounding[name.charCodeAt(at)];
      return length - count(seen) <= bound;
    }
    function substitute(/** @type {number} */ unit, /** @type {number} */ at) {
      return same[unit] >> at & 1 ? 0 : (sounding[unit] | open) >> at & 1 ? 1 : 2;
    }
    /** Fills in one row for each character of the name. @param {string} name */
    function measure(name) {
      for (let place = 1; place <= name.length; place++) {
        const above = table[place - 1], row = table[place] = table[place] || new Int16Array(length + 1), unit = name.charCodeAt(place - 1);
        for (let at = 1; at <= length; at++) {
          let cost = Math.min(above[at - 1] + substitute(unit, at - 1), above[at] + 2, row[at - 1] + 2);
          if (at > 1 && place > 1 && query[at - 1] === name[place - 2] && query[at - 2] === name[place - 1]) {
            cost = Math.min(cost, table[place - 2][at - 2] + 2);
          }
          row[at] = cost;
        }
      }
    }
    /** The way back from the end of the best window: where it begins, and the characters that are right. @param {string} name @param {number} end */
    function trace(name, end) {
      let place = end, at = length;
      const right = /** @type {{character: string, weight: number}[]} */ ([]);
      while (at > 0) {
        const cost = table[place][at], step = place ? substitute(name.charCodeAt(place - 1), at - 1) : 2;
        if (place && cost === table[place - 1][at - 1] + step) {
          if (step < 2) right.push({ character: name[place - 1], weight: 1 - step / 2 });
          place--; at--;
        } else if (place > 1 && at > 1 && query[at - 1] === name[place - 2] && query[at - 2] === name[place - 1] && cost === table[place - 2][at - 2] + 2) {
          right.push({ character: name[place - 1], weight: 1 }, { character: name[place - 2], weight: 1 });
          place -= 2; at -= 2;
        } else if (cost === table[place][at - 1] + 2) at--;
        else place--;
      }
      return { from: place, right: right, isAll: right.length === length && right.every(function (one) { return one.weight === 1; }) };
    }

    /** {cost, from, to, right: the characters that are right, with their weights, isAll: whether these are all that was typed} within the bound, or null. @param {string} name */
    return function (name) {
      if (!mayFit(name)) return null;
      measure(name);
      let cost = 2 * length, best = /** @type {any} */ (null);
      for (let place = 1; place <= name.length; place++) cost = Math.min(cost, table[place][length]);
      if (cost > 2 * bound) return null;
      for (let place = 1; place <= name.length && !(best && best.isAll); place++) {
        if (table[place][length] !== cost) continue;
        const way = trace(name, place);
        if (!best || way.isAll) best = { cost: cost / 2, from: way.from, to: place, right: way.right, isAll: way.isAll };
      }
      return best;
    };
  };

  /**
   * The same for pinyin: the cost of the best run of characters whose letters come near the query's. Only full syllables count.
   * @param {string} query @param {(character: string) => string[]} readings
   */
  parts.makeNearSound = function (query, readings) {
    const length = query.length, bound = length < 12 ? 1 : 2;

    const makeRow = function () { return new Float64Array(length + 1); };
    const row = makeRow(), best = makeRow(), further = [makeRow(), makeRow(), makeRow()];

    /** One letter further. @param {Float64Array} from @param {Float64Array | null} before @param {string} letter @param {string} last @param {Float64Array} next */
    function step(from, before, letter, last, next) {
      next[0] = from[0] + 1;
      for (let at = 1; at <= length; at++) {
        let cost = Math.min(from[at - 1] + (query[at - 1] === letter ? 0 : 1), from[at] + 1, next[at - 1] + 1);
        if (before && at > 1 && query[at - 2] === letter && query[at - 1] === last) cost = Math.min(cost, before[at - 2] + 1);
        next[at] = cost;
      }
    }
    /** One character further, by whichever of its readings is nearest; a window may begin behind it, too. @param {string} character */
    function advance(character) {
      const sounds = readings(character);
      best.fill(Infinity);
      for (const syllable of sounds.length ? sounds : [character]) {
        let now = row, before = /** @type {Float64Array | null} */ (null);
        for (let at = 0; at < syllable.length; at++) {
          const next = further[at % 3];
          step(now, before, syllable[at], syllable[at - 1], next);
          before = now;
          now = next;
        }
        for (let at = 0; at <= length; at++) if (now[at] < best[at]) best[at] = now[at];
      }
      for (let at = 0; at <= length; at++) row[at] = Math.min(best[at], at);
    }
    /** {cost, to}: the least cost and where that window ends. @param {string} name */
    function measure(name) {
      let cost = bound + 1, end = 0;
      for (let at = 0; at <= length; at++) row[at] = at;
      for (let place = 0; place < name.length; place++) {
        advance(name[place]);
        if (row[length] < cost) { cost = row[length]; end = place + 1; }
      }
      return { cost: cost, to: end };
    }
    return function (/** @type {string} */ name) {
      const found = measure(name);
      if (found.cost > bound) return null;
      let from = 0;
      while (from + 1 < found.to && measure(name.slice(from + 1, found.to)).cost <= found.cost) from++;
      return { cost: found.cost, from: from, to: found.to, right: Array.from(name.slice(from, found.to), function (character) { return { character: character, weight: 1 }; }), isAll: false };
    };
  };

  /** In how many lines of a text each unit stands: the fewer, the more it tells. */
  parts.weigh = function (/** @type {string} */ text) {
    const counts = new Int32Array(UNITS), seen = new Int32Array(UNITS);
    for (let at = 0, line = 1; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10) line++;
      else if (seen[unit] !== line) { seen[unit] = line; counts[unit]++; }
    }
    return counts;
  };

  /** What of a name was meant by a term that comes near it; without a first or last character that was typed wrong, as any other may be there. @param {string} term @param {string} name @param {{cost: number, from: number, to: number}} miss */
  parts.meant = function (term, name, miss) {
    const text = name.slice(miss.from, miss.to);
    if (miss.cost < 1 || text.length !== term.length) return text;
    if (text.slice(1) === term.slice(1)) return text.slice(1);
    return text.slice(0, -1) === term.slice(0, -1) ? text.slice(0, -1) : text;
  };

  /** Whether it is nearly all of a name that comes near a term, but for a slip. @param {string} term @param {string} name @param {{cost: number, from: number, to: number}} miss */
  parts.isWholly = function (term, name, miss) { return parts.meant(term, name, miss).length > name.length - 1 - miss.cost; };

  /** How far a miss is: where all that was typed is there, it is nearer than where something else was. @param {{cost: number, isAll: boolean}} miss */
  parts.distance = function (miss) { return miss.isAll ? miss.cost - 0.25 : miss.cost; };

  /** How much the characters that are right tell, less for a greater miss; where all that was typed is there, or sounds right, less is enough. @param {{cost: number, right: {character: string, weight: number}[], isAll: boolean}} miss @param {Int32Array} rarity @param {number} count */
  parts.telling = function (miss, rarity, count) {
    const sum = miss.right.reduce(function (sum, one) { return sum + one.weight * Math.log((count + 50) / (rarity[one.character.charCodeAt(0)] + 0.5)); }, 0);
    return sum / Math.max(1, miss.cost) * (miss.isAll ? 2 : miss.cost < 1 ? 1.5 : 1);
  };
  /** Whether what is right of a miss tells enough, so that nonsense finds nothing. @param {string} term @param {any} miss @param {Int32Array} rarity @param {number} count */
  parts.isTelling = function (term, miss, rarity, count) {
    return parts.telling(miss, rarity, count) >= (term.length > 3 ? ENOUGH_OF_MANY : 1) * Math.log(count + 50);
  };
})(starcaseSearch.parts);
