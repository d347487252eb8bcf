// @ts-check
/** All names at once, looked through in turns: as long as a site's names are few enough to be fetched together. */
(function (parts) {
  const STEPS = 500, ENOUGH_OF_MANY = 0.6;

  /** The names as they are shown. @param {string[]} lines @param {any} places @param {number[]} place */
  function writeOut(lines, places, place) {
    return lines.map(function (name, at) {
      if (name[0] === "\t") return places.name(place[at] - 1) + name.slice(1);
      if (name[0] === "\u000b") return places.stem(place[at] - 1) + name.slice(1);
      return name;
    });
  }

  /** @param {any} core @param {any} manifest @param {any} columns @param {any} folder @param {any} task */
  parts.openWholeNames = async function (core, manifest, columns, folder, task) {
    const places = columns.places;
    const names = writeOut(await parts.readLines(core.names, core.alphabet, task), places, parts.readNumbers(core.place));
    const formerOwners = parts.readNumbers(core.former.of);
    const formerNames = formerOwners.length ? await parts.readLines(core.former.names, core.alphabet, task) : [];
    const entries = names.concat(formerNames);
    const folded = /** @type {string[]} */ ([]);
    const starts = new Int32Array(entries.length + 1);
    for (let at = 0; at < entries.length; at++) {
      folded.push(folder.fold(entries[at]));
      starts[at + 1] = starts[at] + folded[at].length + 1;
      if (at % STEPS === 0 && task.isDue()) await task.turn();
    }
    const states = parts.readNumbers(core.state.of), formerOf = /** @type {Map<number, string[]>} */ (new Map());
    formerOwners.forEach(function (/** @type {number} */ owner, /** @type {number} */ at) {
      formerOf.set(owner, (formerOf.get(owner) || []).concat(formerNames[at]));
    });
    const text = folded.join("\n") + "\n", lines = "\n" + text;
    let firsts = /** @type {Int32Array | null} */ (null);
    let rarity = /** @type {Map<string, number> | null} */ (null), placeRarity = /** @type {Map<string, number> | null} */ (null);

    function documentOf(/** @type {number} */ entry) { return entry < names.length ? entry : formerOwners[entry - names.length]; }

    /** Which letters the sound of each character may begin with. @param {any} pinyin @param {any} task */
    async function listen(pinyin, task) {
      const bits = /** @type {Map<string, number>} */ (new Map([["\n", 0]]));
      const found = new Int32Array(text.length);
      for (let at = 0; at < text.length; at++) {
        let one = bits.get(text[at]);
        if (one === undefined) bits.set(text[at], one = pinyin.firsts(text[at]));
        found[at] = /** @type {number} */ (one);
        if (at % 8192 === 0) await task.turn();
      }
      return found;
    }

    /** In how many of some names each character stands: the fewer, the more it tells. @param {string[]} some @param {any} task */
    async function weigh(some, task) {
      const seen = /** @type {Map<string, number>} */ (new Map());
      for (let at = 0; at < some.length; at++) {
        new Set(some[at]).forEach(function (one) { seen.set(one, (seen.get(one) || 0) + 1); });
        if (at % STEPS === 0) await task.turn();
      }
      return seen;
    }

    /** Documents whose names are read like a query: [kind → documents]. @param {string} query @param {any} pinyin @param {number} gaps @param {any} task */
    async function heard(query, pinyin, gaps, task) {
      if (!firsts) firsts = await listen(pinyin.wide || pinyin, task);
      const bit = /[a-z]/.test(query[0]) ? 1 << (query.charCodeAt(0) - 97) : 0;
      const kinds = /** @type {number[][]} */ ([[], [], []]);
      for (let entry = 0, at = 0; entry < folded.length; entry++) {
        const end = query.length > 1 ? starts[entry + 1] - 1 : starts[entry] + 1;
        let best = 3;
        for (at = starts[entry]; at < end && best; at++) {
          if (bit ? !(firsts[at] & bit) : text[at] !== query[0]) continue;
          const match = pinyin.match(query, folded[entry], at - starts[entry], gaps);
          if (match && match[1] < best) best = match[1];
        }
        if (best < 3) kinds[best].push(documentOf(entry));
        if (entry % STEPS === 0) await task.turn();
      }
      return kinds.map(parts.ascending);
    }

    /** A quick look whether a name can sound nearly like a query: most of its syllables begin like one of the name. @param {string} query @param {any} pinyin @param {any} task */
    async function mayBeHeard(query, pinyin, task) {
      const pieces = parts.cutSyllables(query, pinyin.syllables) || [];
      if (pieces.filter(function (/** @type {any} */ piece) { return piece.kind === "initial"; }).length > 2) pieces.length = 0;
      const bits = pieces.map(function (/** @type {any} */ piece) { return 1 << (piece.text.charCodeAt(0) - 97); });
      const sounds = firsts = firsts || await listen(pinyin.wide || pinyin, task);
      return function (/** @type {number} */ entry) {
        let here = 0, strange = 0;
        for (let at = starts[entry]; at < starts[entry + 1]; at++) here |= sounds[at];
        for (const bit of bits) if (!(here & bit)) strange++;
        return bits.length > 0 && strange < 3;
      };
    }

    return {
      /** What is shown of a document. */
      show(/** @type {number} */ document) {
        const type = columns.types[columns.type(document)], programme = manifest.programmes[columns.programme(document)];
        return {
          name: names[document], former: formerOf.get(document) || [], place: places.say(columns.placesOf(document)),
          kind: manifest.kinds[columns.kind(document)], state: core.state.labels[states[document] - 1], type: type && type.label, programme: programme && programme.name
        };
      },
      /** Whether a character occurs in any name of a body or a place. */
      knows(/** @type {string} */ character) { return text.includes(character) || places.knows(character); },
      /** Documents that are or were called exactly so. @param {string} term */
      async called(term) {
        const found = [];
        const line = "\n" + term + "\n";
        for (let at = lines.indexOf(line), entry = 0; at >= 0; at = lines.indexOf(line, at + 1)) {
          while (starts[entry] < at) entry++;
          found.push(documentOf(entry));
        }
        return parts.ascending(found);
      },
      /** Documents whose names, or former names, hold a term. @param {string} term */
      async holding(term) {
        const found = /** @type {number[]} */ ([]);
        for (let at = text.indexOf(term), entry = 0; at >= 0; at = text.indexOf(term, starts[entry + 1])) {
          while (starts[entry + 1] <= at) entry++;
          found.push(documentOf(entry));
        }
        return parts.ascending(found);
      },
      /** Documents in a place whose name holds a term. @param {string} term */
      async placed(term) {
        return columns.inPlaces(places.select(function (/** @type {number} */ at) { return places.folded(at).includes(term); }));
      },
      async ofKind(/** @type {string} */ term) { return columns.ofKind(term); },
      /** Whether a term is the full name of a place, so that no words need be looked up for it. @param {string} term */
      isPlace(term) { return term.length > 2 && places.isCalled(term); },
      /** A term as places that stand at its beginning or end, and the rest; null where none does. @param {string} term */
      splitPlaces(term) { return places.split(term); },
      /** Documents whose names, or places, a query in letters may mean. @param {string} query @param {any} pinyin @param {any} task */
      async sounding(query, pinyin, task) {
        const kinds = await heard(query, pinyin, 0, task);
        const around = /** @type {number[][]} */ ([[], [], []]);
        if (query.length > 1) {
          for (let at = 0; at < places.count; at++) {
            const match = pinyin.match(query, places.folded(at), 0, 0);
            if (match && (match[1] < 2 || query.length > 2)) around[match[1]].push(at);
            if (at % STEPS === 0) await task.turn();
          }
        }
        const most = kinds[0].length + around[0].length ? 2 : 3;
        return parts.inAny(kinds.slice(0, most).concat(around.slice(0, most).map(columns.inPlaces)));
      },
      /** Documents whose names are read like a query when one of their characters is passed over. Initials must be so many that this is no chance. @param {string} query @param {any} pinyin @param {any} task */
      async nearlySounding(query, pinyin, task) {
        const kinds = await heard(query, pinyin, 1, task);
        const byChance = names.length * 8 * query.length / Math.pow(20, query.length);
        return parts.inAny(kinds.slice(0, byChance < 0.1 ? 3 : 2));
      },
      /** Documents whose names, or places, hold a term when one of their characters is passed over. @param {string} term @param {any} task */
      async gapping(term, task) {
        const found = /** @type {number[]} */ ([]), around = /** @type {number[]} */ ([]);
        for (let cut = 1; cut < term.length; cut++) {
          const head = term.slice(0, cut), tail = term.slice(cut);
          for (let at = text.indexOf(head), entry = 0; at >= 0; at = text.indexOf(head, at + 1)) {
            if (!text.startsWith(tail, at + cut + 1) || text[at + cut] === "\n") continue;
            while (starts[entry + 1] <= at) entry++;
            found.push(documentOf(entry));
          }
          around.push.apply(around, places.select(function (/** @type {number} */ at) {
            const name = places.folded(at), start = name.indexOf(head);
            return start >= 0 && name.startsWith(tail, start + cut + 1);
          }));
          await task.turn();
        }
        return parts.inEither(parts.ascending(found), columns.inPlaces(around));
      },
      /** The first of some documents in the order of their names. @param {number[]} documents @param {number} count @param {any} task */
      async firstByName(documents, count, task) {
        const order = new Intl.Collator("zh-Hans-u-co-pinyin"), first = /** @type {number[]} */ ([]);
        for (let at = 0; at < documents.length; at++) {
          let place = first.length;
          while (place && order.compare(names[documents[at]], names[first[place - 1]]) < 0) place--;
          if (place < count) first.splice(place, 0, documents[at]);
          if (first.length > count) first.pop();
          if (at % 50 === 0) await task.turn();
        }
        return first;
      },
      /** Documents whose names, or places, are nearest, where what is right tells enough. @param {string} term @param {(name: string) => any} near @param {any} pinyin @param {any} task */
      async near(term, near, pinyin, task) {
        const mayFit = /^[a-z]+$/.test(term) ? await mayBeHeard(term, pinyin, task) : function () { return true; };
        const enough = term.length > 3 ? ENOUGH_OF_MANY : 1;
        if (!rarity || !placeRarity) {
          rarity = await weigh(folded, task);
          placeRarity = await weigh(places.all, task);
        }
        const entries = /** @type {number[]} */ ([]), around = /** @type {number[]} */ ([]);
        let least = Infinity;
        /** @param {number[]} into @param {number} at @param {string} name @param {Map<string, number>} weights @param {number} count */
        function look(into, at, name, weights, count) {
          const miss = near(name);
          if (!miss || miss.cost > least || parts.telling(miss, weights, count) < enough * Math.log(count + 50)) return;
          if (miss.cost < least) entries.length = around.length = 0;
          least = miss.cost;
          into.push(at);
        }
        for (let entry = 0; entry < folded.length; entry++) {
          if (mayFit(entry)) look(entries, entry, folded[entry], rarity, names.length);
          if (entry % 20 === 0) await task.turn();
        }
        for (let at = 0; at < places.count; at++) {
          look(around, at, places.folded(at), placeRarity, places.count);
          if (at % 20 === 0) await task.turn();
        }
        return parts.inEither(parts.ascending(entries.map(documentOf)), columns.inPlaces(around));
      }
    };
  };

  /** How much the characters that are right tell, less for a greater miss; where all that was typed is there, or sounds right, less is enough. @param {{cost: number, right: {character: string, weight: number}[], isAll: boolean}} miss @param {Map<string, number>} rarity @param {number} count */
  parts.telling = function (miss, rarity, count) {
    const sum = miss.right.reduce(function (sum, one) { return sum + one.weight * Math.log((count + 50) / ((rarity.get(one.character) || 0) + 0.5)); }, 0);
    return sum / Math.max(1, miss.cost) * (miss.isAll ? 2 : miss.cost < 1 ? 1.5 : 1);
  };
})(starcaseSearch.parts);
