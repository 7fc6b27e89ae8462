// Reads a card aloud where the browser can; without it the text is there to read.
if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("[data-aloud]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const speaking = speechSynthesis.speaking;
      speechSynthesis.cancel();
      if (speaking) return;
      const words = new SpeechSynthesisUtterance(
        button.closest("details").querySelector("[data-aloud-text]").textContent,
      );
      words.lang = document.documentElement.lang || "ja";
      words.rate = 0.9;
      speechSynthesis.speak(words);
    });
  }
}
