// Trend charts. Data comes from the REST API; colours come from the style sheet, so that both themes
// work. Tooltips are drawn on the canvas: nothing sets inline style markup.
"use strict";

const TONES = {
  CONFORMING: "--good",
  OFI: "--improve",
  NO_EVIDENCE: "--line-strong",
  LIKELY_MINOR: "--minor",
  LIKELY_MAJOR: "--major",
  MANUAL: "--manual-line",
  NOT_APPLICABLE: "--none-line",
  PASS: "--good",
  FAIL: "--major",
  UNKNOWN: "--minor",
};

// What needs attention carries a pattern too, for eyes that see these colours alike.
const stripes = { symbol: "rect", color: "rgba(255,255,255,.45)", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 };
const dots = { symbol: "circle", symbolSize: 0.8, color: "rgba(255,255,255,.55)", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] };
const DECALS = { LIKELY_MAJOR: stripes, FAIL: stripes, LIKELY_MINOR: dots, UNKNOWN: dots };

const charts = new Map();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

async function draw(element) {
  const answer = await fetch(element.dataset.chart, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const trend = await answer.json();
  let chart = charts.get(element);
  chart?.dispose();
  chart = echarts.init(element, null, { renderer: "canvas" });
  charts.set(element, chart);
  const text = colour("--muted");
  const line = colour("--line");
  chart.setOption({
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 4, right: 8, top: 12, bottom: 52, containLabel: true },
    legend: {
      // Where its words need more than two lines, they turn pages.
      type: element.clientWidth < 480 ? "scroll" : "plain",
      bottom: 0,
      icon: "roundRect",
      itemWidth: 12,
      itemHeight: 8,
      textStyle: { color: text },
      pageTextStyle: { color: text },
      pageIconColor: colour("--accent"),
      pageIconInactiveColor: line,
    },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: colour("--surface"),
      borderColor: colour("--line-strong"),
      textStyle: { color: colour("--text"), fontSize: 12 },
    },
    xAxis: {
      type: "category",
      data: trend.days,
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: text, formatter: (day) => day.slice(5) },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      axisLabel: { color: text },
      splitLine: { lineStyle: { color: line } },
    },
    series: trend.series.map((series) => ({
      name: series.name,
      type: "bar",
      stack: "all",
      barMaxWidth: 28,
      data: series.values,
      itemStyle: { color: colour(TONES[series.key] ?? "--none"), decal: DECALS[series.key] },
    })),
  });
}

function drawAll() {
  for (const element of document.querySelectorAll("[data-chart]")) draw(element);
}

addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
document.addEventListener("themechange", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
document.addEventListener("livechange", (event) => {
  if (["grades", "results", "all"].some((topic) => event.detail.has(topic))) drawAll();
});
drawAll();
