import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { receiverModeSchema, type ScenarioStatus } from './control/control-types.ts';
import { type StepDefinition, stepSchema } from './routing/definitions.ts';
import { type StoryDeps, storyEffect, tellStory } from './story.ts';
import { variants } from './traffic/messages.ts';
import type { Traffic } from './traffic/traffic.ts';

const text = z.strictObject({ nb: z.string(), nn: z.string(), en: z.string() });
const effect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('receiver'),
    receiverId: z.string(),
    channelId: z.uuid(),
    mode: receiverModeSchema,
  }),
  z.strictObject({
    kind: z.literal('traffic'),
    channelId: z.uuid(),
    variant: z.enum(variants),
    share: z.number().min(0).max(1),
  }),
  z.strictObject({ kind: z.literal('silence'), channelId: z.uuid() }),
  /** A new revision of the channel is deployed with these steps, and at the end another without them. */
  z.strictObject({ kind: z.literal('deploy'), channelId: z.uuid(), steps: z.array(stepSchema).min(1) }),
  storyEffect,
]);
const scenario = z.strictObject({ id: z.string(), title: text, description: text, effect });
export type ScenarioDefinition = z.infer<typeof scenario>;

const file = z.strictObject({
  /** What a fresh data folder is filled with, so that a newcomer sees a working day with its troubles. */
  history: z.strictObject({
    hours: z.number().positive(),
    messagesPerChannel: z.number().int().nonnegative(),
    incidents: z.array(
      z.strictObject({
        scenarioId: z.string(),
        hoursAgo: z.number().positive(),
        messages: z.number().int().positive(),
      }),
    ),
  }),
  scenarios: z.array(scenario),
});
export type ScenarioFile = z.infer<typeof file>;

/** Reads `scenarios.json` of a resources folder. @throws ZodError or the file system's error when it is not usable */
export function loadScenarios(resourcesFolder: string): ScenarioFile {
  return file.parse(JSON.parse(readFileSync(join(resourcesFolder, 'scenarios.json'), 'utf8')));
}

export type ScenariosDeps = {
  definitions: ScenarioDefinition[];
  traffic: Traffic;
  deploy: (channelId: string, steps: StepDefinition[]) => Promise<void>;
} & StoryDeps;

/** Switches what goes wrong. All are off at a start. */
export class Scenarios {
  readonly #deps: ScenariosDeps;
  readonly #active = new Set<string>();

  constructor(deps: ScenariosDeps) {
    this.#deps = deps;
  }

  list(): ScenarioStatus[] {
    return this.#deps.definitions.map(({ id, title, description, effect: { channelId, ...rest } }) => ({
      id,
      title,
      description,
      channelId,
      receiverId: rest.kind === 'receiver' || rest.kind === 'story' ? rest.receiverId : null,
      isActive: this.#active.has(id),
    }));
  }

  /**
   * @param sendNow messages sent at once after switching on; null = one while traffic flows, else none
   * @returns undefined when there is no such scenario
   */
  async set(id: string, isActive: boolean, sendNow: number | null): Promise<ScenarioStatus | undefined> {
    const definition = this.#deps.definitions.find((candidate) => candidate.id === id);
    if (definition === undefined) return undefined;
    if (isActive) this.#active.add(id);
    else this.#active.delete(id);
    await this.#apply(definition, isActive);
    if (isActive && definition.effect.kind !== 'silence' && definition.effect.kind !== 'story') {
      // Nobody waits for the message that traffic adds by itself: a slow receiver would hold the switch up.
      if (sendNow !== null) await this.send(definition, sendNow);
      else if (this.#deps.traffic.isFlowing) void this.send(definition, 1);
    }
    return this.list().find((status) => status.id === id);
  }

  /** Sends messages that show the scenario on its channel. */
  async send({ effect: { channelId, ...rest } }: ScenarioDefinition, count: number): Promise<void> {
    for (let sent = 0; sent < count; sent++)
      await this.#deps.traffic.sendOne(channelId, rest.kind === 'traffic' ? rest.variant : 'normal');
  }

  async #apply({ effect: of }: ScenarioDefinition, isActive: boolean): Promise<void> {
    const { traffic, findReceiver, deploy } = this.#deps;
    if (of.kind === 'receiver') await findReceiver(of.receiverId)?.setMode(isActive ? of.mode : { kind: 'up' });
    else if (of.kind === 'traffic') traffic.setVariant(of.channelId, isActive ? of.variant : 'normal', of.share);
    else if (of.kind === 'story') {
      if (isActive) await tellStory(of, this.#deps);
    } else if (of.kind === 'deploy') await deploy(of.channelId, isActive ? of.steps : []);
    else traffic.setSilent(of.channelId, isActive);
  }
}
