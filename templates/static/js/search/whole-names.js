// @ts-check
/** All names at once, looked through in turns: as long as a site's names are few enough to be fetched together. */
(function (parts) {
  const SHORTEST_SLIP = 7, LONGEST_SLIP = 30;

  /** @param {any} core @param {any} manifest @param {any} columns @param {any} folder @param {any} task */
  parts.openWholeNames = async function (core, manifest, columns, folder, task) {
    const places = columns.places, spelling = parts.makeSpelling(core.signs.split("\n"), folder.fold);
    const formerOwners = parts.readNumbers(core.formerly), lines = core.names.split("\n"), names = lines.slice(0, lines.length - formerOwners.length);
    const folded = /** @type {string[]} */ ([]), starts = new Int32Array(lines.length + 1);
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at], sign = line[0];
      if (sign === "\t") folded.push(places.folded(columns.place(at)) + spelling.fold(line.slice(1)));
      else if (sign === "\u000b") folded.push(places.foldedStem(columns.place(at)) + spelling.fold(line.slice(1)));
      else folded.push(spelling.fold(line));
      starts[at + 1] = starts[at] + folded[at].length + 1;
      if (at % 50 === 0 && task.isDue()) await task.turn();
    }
    await task.turn();
    const states = parts.readNumbers(core.state.of), formerOf = /** @type {Map<number, number[]>} */ (new Map());
    formerOwners.forEach(function (/** @type {number} */ owner, /** @type {number} */ at) {
      formerOf.set(owner, (formerOf.get(owner) || []).concat(names.length + at));
    });
    const text = folded.join("\n") + "\n", whole = "\n" + text;
    let rarity = /** @type {Int32Array | null} */ (null), placeRarity = /** @type {Int32Array | null} */ (null);

    function documentOf(/** @type {number} */ entry) { return entry < names.length ? entry : formerOwners[entry - names.length]; }
    /** A name as it is shown. */
    function read(/** @type {number} */ entry) {
      const line = lines[entry], sign = line[0];
      if (sign === "\t") return places.name(columns.place(entry)) + spelling.read(line.slice(1));
      return sign === "\u000b" ? places.stem(columns.place(entry)) + spelling.read(line.slice(1)) : spelling.read(line);
    }

    /** Documents whose names are read like a query: [kind → documents]. @param {string} query @param {any} pinyin @param {number} gaps @param {any} task */
    async function heard(query, pinyin, gaps, task) {
      await task.turn();
      const firsts = pinyin.firsts, seconds = pinyin.seconds, bit = parts.letterBit(query), next = query.length > 1 ? parts.letterBit(query[1]) : 0;

      /** A quick look whether a query may be read from one place: its first sign is there, and its second one goes on with that, or with what follows. */
      function mayBegin(/** @type {number} */ at) {
        const unit = text.charCodeAt(at);
        if (bit ? !(firsts[unit] & bit) : text[at] !== query[0]) return false;
        if (!next || seconds[unit] & next) return true;
        return (firsts[text.charCodeAt(at + 1)] & next) !== 0 || gaps > 0 && (firsts[text.charCodeAt(at + 2)] & next) !== 0;
      }
      const kinds = /** @type {number[][]} */ ([[], [], []]);
      for (let entry = 0, at = 0; entry < folded.length; entry++) {
        const end = query.length > 1 ? starts[entry + 1] - 1 : starts[entry] + 1;
        let best = 3;
        for (at = starts[entry]; at < end && best; at++) {
          if (!mayBegin(at)) continue;
          const match = pinyin.match(query, folded[entry], at - starts[entry], gaps);
          if (match && match[1] < best) best = match[1];
        }
        if (best < 3) kinds[best].push(documentOf(entry));
        if (entry % 50 === 0 && task.isDue()) await task.turn();
      }
      return kinds.map(parts.ascending);
    }

    /** A quick look whether a name can sound nearly like a query: most of its syllables begin like one of the name. @param {string} query @param {any} pinyin */
    function mayBeHeard(query, pinyin) {
      const pieces = parts.cutSyllables(query, pinyin.syllables) || [];
      if (pieces.filter(function (/** @type {any} */ piece) { return piece.kind === "initial"; }).length > 2) pieces.length = 0;
      const bits = pieces.map(function (/** @type {any} */ piece) { return parts.letterBit(piece.text); });
      const firsts = pinyin.wide.firsts;
      return function (/** @type {number} */ entry) {
        let here = 0, strange = 0;
        for (let at = starts[entry]; at < starts[entry + 1]; at++) here |= firsts[text.charCodeAt(at)];
        for (const bit of bits) if (!(here & bit)) strange++;
        return bits.length > 0 && strange < 3;
      };
    }

    const all = {
      /** Nothing need be fetched to look at any of them. */
      areHere: true,
      /** What is shown of a document. */
      show(/** @type {number} */ document) {
        const type = columns.types[columns.type(document)], programme = manifest.programmes[columns.programme(document)];
        return {
          name: read(document), former: (formerOf.get(document) || []).map(read), place: places.say(columns.placesOf(document)),
          kind: manifest.kinds[columns.kind(document)], state: core.state.labels[states[document] - 1], type: type && type.label, programme: programme && programme.name
        };
      },
      /** Whether a character occurs in any name of a body or a place. */
      knows(/** @type {string} */ character) { return text.includes(character) || places.knows(character); },
      /** Documents that are or were called exactly so. @param {string} term */
      async called(term) {
        const found = [];
        const line = "\n" + term + "\n";
        for (let at = whole.indexOf(line), entry = 0; at >= 0; at = whole.indexOf(line, at + 1)) {
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
      async splitPlaces(term) { return places.split(term); },
      /** Documents whose names, or places, a query in letters may mean. @param {string} query @param {any} pinyin @param {any} task */
      async sounding(query, pinyin, task) {
        const kinds = await heard(query, pinyin, 0, task);
        const around = /** @type {number[][]} */ ([[], [], []]);
        if (query.length > 1) {
          for (let at = 0; at < places.count; at++) {
            const match = pinyin.match(query, places.folded(at), 0, 0);
            if (match && (match[1] < 2 || query.length > 2)) around[match[1]].push(at);
            if (at % 50 === 0) await task.turn();
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
        const order = new Intl.Collator("zh-Hans-u-co-pinyin"), first = /** @type {{document: number, name: string}[]} */ ([]);
        for (let at = 0; at < documents.length; at++) {
          const name = read(documents[at]);
          let place = first.length;
          while (place && order.compare(name, first[place - 1].name) < 0) place--;
          if (place < count) first.splice(place, 0, { document: documents[at], name: name });
          if (first.length > count) first.pop();
          if (at % 50 === 0) await task.turn();
        }
        return first.map(function (one) { return one.document; });
      },
      /** Documents whose names, or places, a long term is with one slip; that needs no file. @param {string} term @param {any} task */
      async slipping(term, task) {
        if (term.length < SHORTEST_SLIP || term.length > LONGEST_SLIP || !/[^a-z0-9]/.test(term)) return { nearest: [], farther: [] };
        const near = parts.makeNear(term, function () { return ""; });
        return all.near(term, function (name) {
          const miss = near(name);
          return miss && miss.cost <= 1 ? miss : null;
        }, [], task);
      },
      /** {nearest, farther}: documents whose names, or places, are nearest, where what is right tells enough; where only a piece of a place's name is, those in it come after. @param {string} term @param {(name: string) => any} near @param {any[]} sounds pinyin first @param {any} task */
      async near(term, near, sounds, task) {
        await task.turn();
        const mayFit = /^[a-z]+$/.test(term) ? mayBeHeard(term, sounds[0]) : function () { return true; };
        rarity = rarity || parts.weigh(text);
        await task.turn();
        placeRarity = placeRarity || parts.weigh(places.all.join("\n"));
        await task.turn();
        const entries = /** @type {number[]} */ ([]), around = /** @type {{at: number, isWhole: boolean}[]} */ ([]);
        let least = Infinity;
        /** Notes a name that is no farther than others. @param {string} name @param {Int32Array} weights @param {number} count @param {(miss: any) => void} note */
        function look(name, weights, count, note) {
          const miss = near(name);
          if (!miss || parts.distance(miss) > least || !parts.isTelling(term, miss, weights, count)) return;
          if (parts.distance(miss) < least) entries.length = around.length = 0;
          least = parts.distance(miss);
          note(miss);
        }
        for (let entry = 0; entry < folded.length; entry++) {
          if (mayFit(entry)) look(folded[entry], rarity, names.length, function () { entries.push(entry); });
          if (entry % 50 === 0 && task.isDue()) await task.turn();
        }
        for (let at = 0; at < places.count; at++) {
          look(places.folded(at), placeRarity, places.count, function (miss) { around.push({ at: at, isWhole: parts.isWholly(term, places.folded(at), miss) }); });
          if (at % 50 === 0 && task.isDue()) await task.turn();
        }
        const named = parts.ascending(entries.map(documentOf)), placed = columns.inPlaces(around.map(function (one) { return one.at; }));
        const isPlace = around.some(function (one) { return one.isWhole; });
        return isPlace ? { nearest: parts.inEither(named, placed), farther: [] } : { nearest: named, farther: placed };
      }
    };
    return all;
  };
})(starcaseSearch.parts);
