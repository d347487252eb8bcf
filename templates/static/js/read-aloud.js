// @ts-check
/** Reads the page aloud, sentence by sentence, where the device has a voice for its language; else there is no button. */
behaviours["read-aloud"] = function (button) {
  var LONGEST = 100, speech = window.speechSynthesis, first = button.textContent, waiting = /** @type {string[]} */ ([]);
  // WeChat's browser names voices and stays silent.
  if (!speech || !window.SpeechSynthesisUtterance || /MicroMessenger/i.test(navigator.userAgent)) return;

  function findVoice() {
    var language = document.documentElement.lang.slice(0, 2).toLowerCase();
    return speech.getVoices().find(function (voice) { return voice.lang.toLowerCase().indexOf(language) === 0; });
  }
  /** What a reader sees of the page, in pieces that no voice breaks off. */
  function cut() {
    var text = /** @type {HTMLElement} */ (document.querySelector("main")).innerText;
    var sentences = text.split(/[\n\u3002\uff01\uff1f\uff1b]+/).map(function (one) { return one.trim(); }).filter(Boolean);
    return sentences.reduce(function (/** @type {string[]} */ pieces, one) {
      for (var at = 0; at < one.length; at += LONGEST) pieces.push(one.slice(at, at + LONGEST));
      return pieces;
    }, []);
  }
  function show(/** @type {boolean} */ isReading) {
    button.textContent = isReading ? button.dataset.stop || "" : first;
  }
  function stop() {
    waiting = [];
    speech.cancel();
    show(false);
  }
  function next() {
    var piece = waiting.shift(), voice = findVoice();
    if (!piece || !voice) return stop();
    var saying = new SpeechSynthesisUtterance(piece);
    saying.voice = voice;
    saying.lang = voice.lang;
    saying.onend = function () { if (waiting.length) next(); else show(false); };
    saying.onerror = function () { if (waiting.length) stop(); };
    speech.speak(saying);
  }
  function offer() { button.hidden = !findVoice(); }

  button.addEventListener("click", function () {
    if (button.textContent !== first) return stop();
    speech.cancel();
    waiting = cut();
    show(true);
    next();
  });
  window.addEventListener("pagehide", stop);
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
};
