import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { UnitPoint } from '#core/geometry.ts';
import type { ModelSettings } from '#session/session-state.ts';
import type { Side } from '#session/session-pair.ts';
import {
  compareViews,
  parseComparison,
  sideNames,
  type CompareView,
  type SideName,
} from '../../app/compare-url.ts';
import type { Comparison } from '../../app/comparison.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import type { VtDivideEvent } from '../../events/vt-divide.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { agreementWords } from '../../text/agreement-words.ts';
import { formatCount, formatFixed, formatSize, plural } from '../../text/format.ts';
import { engineNames } from '../../text/names.ts';
import { pointedClass, type PointedClass } from '../class-pointer/pointed-class.ts';
import '../class-pointer/vt-class-pointer.ts';
import type { VtClassPointer } from '../class-pointer/vt-class-pointer.ts';
import '../meter/vt-meter.ts';
import '../notice/vt-notice.ts';
import { renderModelProgress } from '../progress/model-progress.ts';
import '../stage/vt-stage.ts';
import { drawDifference } from './draw-difference.ts';
import './vt-divider.ts';
import { compareStyles } from './vt-compare.styles.ts';

const viewNames: Record<CompareView, () => string> = {
  divider: () => msg('Divider'),
  side: () => msg('Beside each other'),
  difference: () => msg('Difference'),
};

/**
 * Two configurations (model, engine, size, precision) on the same frames, with both meters and how far they agree.
 * Alone in a page: `<vt-compare source="scene" a="model=cgnet" b="model=ddrnet" query="task=segmentation">`.
 *
 * @cssproperty [--vt-compare-height] - how high the pictures are
 */
@customElement('vt-compare')
export class VtCompare extends LitElement {
  static override styles = [controlStyles, compareStyles];

  /** What is compared; without it the element makes its own from its attributes. */
  @property({ attribute: false }) comparison: Comparison | undefined;
  /** Of the element alone: the model of each side, as the Studio's address writes it, without the question mark. */
  @property() a = '';
  /** As `a`, of the other side. */
  @property() b = '';
  /** Of the element alone: the source to open at once, `scene` or `camera`; empty: none. */
  @property() source: 'scene' | 'camera' | '' = '';
  /** Of the element alone: what both sides share, as the Studio's address writes it. */
  @property() query = '';

  @state() private position = 0.5;
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  @query('vt-class-pointer') private pointer!: VtClassPointer | null;
  /** Made by the element, and ended with it. */
  private own: Comparison | undefined;

  constructor() {
    super();
    new FollowController(this, () => this.comparison, ['change']);
    const pair = () => this.comparison?.pair;
    new FollowController(this, pair, ['change', 'compare']);
    new FollowController(this, () => pair()?.feed, ['change']);
    for (const name of sideNames) new FollowController(this, () => pair()?.[name].session, ['statechange']);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Properties that a page sets right after it made the element come first.
    queueMicrotask(() => {
      if (!this.comparison && this.isConnected) void this.openOwn();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const { own } = this;
    if (!own) return;
    this.own = undefined;
    this.comparison = undefined;
    void own.pair.dispose();
  }

  override willUpdate(): void {
    this.style.setProperty('--position', String(this.position));
  }

  override updated(): void {
    const { comparison, canvas } = this;
    const newest = comparison?.pair.newest;
    if (canvas && newest) drawDifference(canvas, newest, comparison.settings.look.mirror);
    this.pointer?.refresh();
  }

  override render() {
    const { comparison } = this;
    if (!comparison) return nothing;
    const { view } = comparison.settings;
    return html`
      ${comparison.notice ? this.renderNotice(comparison) : nothing}
      <div
        class="pictures ${view}"
        @pointermove=${this.pointThroughDivider}
        @pointerleave=${() => this.pointer?.leave()}
      >
        ${this.renderStage(comparison, 'a')} ${this.renderStage(comparison, 'b')}
        ${view === 'difference' ? html`<canvas role="img" aria-label=${msg('Where A and B differ')}></canvas>` : nothing}
        ${view === 'side' ? nothing : this.renderPointer(comparison)}
        ${
          view === 'divider'
            ? html`<vt-divider
                .position=${this.position}
                @vt-divide=${({ position }: VtDivideEvent) => (this.position = position)}
              ></vt-divider>`
            : nothing
        }
        ${
          view === 'difference'
            ? nothing
            : html`<p class="tag a">A</p>
                <p class="tag b">B</p>`
        }
        <div class="loading">${sideNames.map((name) => this.renderLoading(comparison, name))}</div>
      </div>
      <div class="bar">
        <div class="views" role="group" aria-label=${msg('How the pictures are laid out')}>
          ${compareViews.map(
            (each) =>
              html`<button
                type="button"
                aria-pressed=${each === view}
                @click=${() => comparison.changeView(each)}
              >
                ${viewNames[each]()}
              </button>`,
          )}
        </div>
        ${this.renderAgreement(comparison)}
      </div>
      <div class="sides">${sideNames.map((name) => this.renderSide(comparison, name))}</div>
    `;
  }

  /** Makes a comparison from the attributes and begins. */
  private async openOwn(): Promise<void> {
    const [{ openComparison }, { wrongAttribute }] = await Promise.all([
      import('../../app/open-comparison.ts'),
      import('./wrong-attribute.ts'),
    ]);
    if (!this.isConnected || this.comparison) return;
    const model = (query: string) => parseComparison(`a.${query.split('&').join('&a.')}`).a;
    const own = openComparison({ ...parseComparison(this.query), a: model(this.a), b: model(this.b) });
    this.own = own;
    this.comparison = own;
    // The canvases must be there before the first source.
    await this.updateComplete;
    const { width, height, frameRate } = own.settings.source;
    const begun =
      this.source === 'scene'
        ? own.chooseSource({ kind: 'scene' })
        : this.source === 'camera'
          ? own.chooseSource({ kind: 'camera', deviceId: '', label: '', width, height, frameRate })
          : undefined;
    begun?.catch((thrown: unknown) => own.report(thrown));
    const wrong = wrongAttribute(this);
    if (wrong) own.report(wrong);
  }

  private renderStage(comparison: Comparison, name: SideName): TemplateResult {
    const { pair, settings } = comparison;
    const { session, of, labels }: Side = pair[name];
    return html`<vt-stage
      bare
      ?no-pointing=${settings.view !== 'side'}
      class=${name}
      .session=${session}
      .kind=${comparison.manifestOf(of)?.kind}
      .labels=${labels}
      .look=${settings.look}
    ></vt-stage>`;
  }

  /** Where the pictures lie over each other, a point of one is a point of both: what each says there is told together. */
  private renderPointer(comparison: Comparison): TemplateResult | typeof nothing {
    const { pair, settings } = comparison;
    const kinds = sideNames.map((name) => comparison.manifestOf(pair[name].of)?.kind);
    if (!kinds.includes('label-map')) return nothing;
    return html`<vt-class-pointer
      .frame=${pair.a.newest?.frame ?? pair.a.session.state.source.size}
      .mirror=${settings.look.mirror}
      .ask=${this.askBoth}
    ></vt-class-pointer>`;
  }

  private readonly askBoth = async (point: UnitPoint): Promise<readonly PointedClass[]> => {
    const answers = sideNames.map(async (name) => {
      const side = this.comparison?.pair[name];
      const index = await side?.session.classAt(point);
      if (!side || index === undefined) return [];
      const pointed = pointedClass(side.labels, index);
      return [{ ...pointed, name: `${name.toUpperCase()}: ${pointed.name}` }];
    });
    return (await Promise.all(answers)).flat();
  };

  /** The divider lies on top, for presses. */
  private readonly pointThroughDivider = (event: PointerEvent): void => {
    if (this.comparison?.settings.view === 'divider') this.pointer?.point(event);
  };

  private renderAgreement({ pair }: Comparison): TemplateResult {
    const { newest, pairs } = pair;
    if (!newest) {
      const [a, b] = [pair.a.newest?.summary?.kind, pair.b.newest?.summary?.kind];
      const isFailed = sideNames.some((name) => pair[name].session.state.model.status === 'failed');
      const why = isFailed
        ? msg('Nothing to compare: a model failed.')
        : a && b && a !== b
          ? msg('They answer different questions.')
          : msg('Nothing to compare yet.');
      return html`<p class="agreement"><span>${why}</span></p>`;
    }
    const { agreement } = newest;
    const percent = formatFixed(agreement.share * 100, 1);
    return html`<p
      class="agreement"
      title=${msg('Both saw the very same frames; 100 % means that they say the same.')}
    >
      <b>${msg(str`${percent} % agreement`)}</b>
      <span>${agreementWords(agreement)} · ${framesWords(pairs)}</span>
    </p>`;
  }

  /** Over the pictures, so that nothing moves when it comes and goes. */
  private renderLoading({ pair }: Comparison, name: SideName): TemplateResult {
    return html`<div>${renderModelProgress(pair[name].session.state.model)}</div>`;
  }

  private renderSide(comparison: Comparison, name: SideName): TemplateResult {
    const { session, of } = comparison.pair[name];
    const { model } = session.state;
    return html`<section aria-label=${name.toUpperCase()}>
      <h3>${name.toUpperCase()} · ${this.renderName(comparison, of ?? comparison.modelOf(name))}</h3>
      ${model.error ? html`<vt-notice .error=${model.error} about="model"></vt-notice>` : nothing}
      <vt-meter .session=${session}></vt-meter>
    </section>`;
  }

  private renderName(comparison: Comparison, settings: ModelSettings | undefined): TemplateResult | string {
    const manifest = comparison.manifestOf(settings);
    if (!settings || !manifest) return msg('no model');
    const variant = manifest.variants.find(({ id }) => id === settings.variant)?.title ?? settings.variant;
    const how = [formatSize(settings.size), settings.precision, engineNames[settings.engine].short];
    return html`${manifest.title} ${variant}<span>${how.join(' · ')}</span>`;
  }

  private renderNotice(comparison: Comparison): TemplateResult {
    return html`<vt-notice class="news" .error=${comparison.notice}>
      <button type="button" @click=${() => comparison.dismiss()}>${msg('Close')}</button>
    </vt-notice>`;
  }
}

function framesWords(pairs: number): string {
  const count = formatCount(pairs);
  return plural(pairs, {
    one: msg(str`${count} frame seen by both`),
    other: msg(str`${count} frames seen by both`),
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-compare': VtCompare;
  }
}
