// Trend charts. Data comes from the REST API; colours come from the style sheet, so that both themes
// work. Tooltips are drawn on the canvas: nothing sets inline style markup.
"use strict";

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
    aria: { enabled: true, decal: { show: true } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 36, right: 12, top: 12, bottom: 52 },
    legend: { bottom: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: text } },
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
      itemStyle: { color: colour(`--${series.tone}`) },
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
