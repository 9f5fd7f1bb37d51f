package io.attestream.e2e.web;

/** Finds text whose contrast is below WCAG 2.2, success criterion 1.4.3: 4.5 to 1, large text 3 to 1. */
final class Contrast {
  private Contrast() {}

  /** Runs in the page; gives what is too faint, as text with its ratio. */
  static final String SCRIPT =
      """
      () => {
        const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
        const light = (rgb) => {
          const [r, g, b] = rgb.map((v) => {
            const c = v / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const colour = parse(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
          }
          return [255, 255, 255];
        };
        const faint = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          const text = walker.currentNode.textContent.trim();
          if (!text || !element.checkVisibility()) continue;
          const style = getComputedStyle(element);
          const a = light(parse(style.color).slice(0, 3));
          const b = light(ground(element));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          const size = parseFloat(style.fontSize);
          const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
          if (ratio < (large ? 3 : 4.5)) faint.push(`${text} ${ratio.toFixed(2)}`);
        }
        return [...new Set(faint)];
      }
      """;
}
