import { SankeyChart } from 'echarts/charts';
import { AriaComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { figure } from './shown.js';

use([SankeyChart, AriaComponent, CanvasRenderer]);

/** So many of an origin and a destination; names are what is shown. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface FlowDiagram {
  draw(flows: readonly Flow[], described: string): void;
  remove(): void;
}

/**
 * Draws flows into an element, in the colours of the page; `picked` is told which of them was clicked. A diagram and
 * no map: it shows no border of anything.
 */
export function flowDiagram(element: HTMLElement, picked: (at: number) => void): FlowDiagram {
  const chart: ECharts = init(element, undefined, { renderer: 'canvas' });
  const watching = new ResizeObserver(() => chart.resize());
  watching.observe(element);
  chart.on('click', { dataType: 'edge' }, ({ dataIndex }) => picked(dataIndex));
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    draw(flows, described) {
      const style = getComputedStyle(element);
      const colour = (name: string) => style.getPropertyValue(name).trim();
      const size = Number.parseFloat(style.fontSize);
      // An origin may be a destination of another one: the same name on both sides would be a circle.
      const left = (name: string) => `o:${name}`;
      const right = (name: string) => `d:${name}`;
      // What flows in from several origins is told one by one: the same place may be counted for each of them.
      const into = new Map<string, number[]>();
      for (const { to, value } of flows) into.set(right(to), [...(into.get(right(to)) ?? []), value]);
      const only = (name: string) => (into.get(name)?.length === 1 ? figure(into.get(name)?.[0] ?? 0) : '');
      const names = [...new Set(flows.flatMap(({ from, to }) => [left(from), right(to)]))];
      const accents = [1, 2, 3, 4].map((n) => colour(`--count-${n}`));
      chart.setOption(
        {
          aria: { enabled: true, label: { description: described } },
          animation: !still,
          animationDurationUpdate: 400,
          series: {
            type: 'sankey',
            left: 8,
            right: size * 11,
            top: 8,
            bottom: 8,
            nodeWidth: size * 0.8,
            nodeGap: size * 0.9,
            draggable: false,
            emphasis: { disabled: true },
            label: {
              color: colour('--text'),
              fontFamily: style.fontFamily,
              fontSize: size,
              formatter: ({ name }: { name: string }) => `${name.slice(2)} ${only(name)}`,
            },
            edgeLabel: {
              show: true,
              color: colour('--text'),
              fontFamily: style.fontFamily,
              fontSize: size,
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const { to, value } = flows[dataIndex] ?? { to: '', value: 0 };
                return only(right(to)) === '' ? figure(value) : '';
              },
            },
            lineStyle: { color: 'source', opacity: 0.35, curveness: 0.5 },
            nodes: names.map((name, at) => ({
              name,
              itemStyle: { color: accents[at % accents.length], borderWidth: 0 },
            })),
            links: flows.map(({ from, to, value }) => ({ source: left(from), target: right(to), value })),
          },
        },
        { notMerge: true },
      );
    },
    remove() {
      watching.disconnect();
      chart.dispose();
    },
  };
}
