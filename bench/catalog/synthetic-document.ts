import type { EventName } from './synthetic-names.ts';

const message = (name: string): string => `      ${name}: { $ref: '#/components/messages/${name}' }\n`;

const channel = (name: string, events: readonly EventName[]): string =>
  `  ${name}:\n    address: shop.${name}\n    messages:\n${events.map((event) => message(event.name)).join('')}`;

const producer = (domain: string): string => `  ${domain}-service:
    action: send
    channel: { $ref: '#/channels/${domain}' }
    description: Says what happens in ${domain}.
    x-owner: team-${domain}
`;

/** Every domain has one who listens to four of its events, by detail-type and by a value of the payload. */
const consumer = (domain: string, events: readonly EventName[]): string => {
  const own = events.slice(0, 4).map(({ name }) => name);
  return `  ${domain}-reader:
    action: receive
    channel: { $ref: '#/channels/${domain}' }
    description: Reads what is open in ${domain}.
    x-owner: team-${domain}
    messages:
${own.map((name) => `      - { $ref: '#/channels/${domain}/messages/${name}' }\n`).join('')}    x-eventbridge:
      pattern:
        source: [shop.${domain}]
        detail-type: [${own.join(', ')}]
        detail: { data: { state: [open, held] } }
`;
};

const component = ({ domain, name, folder }: EventName): string => `    ${name}:
      payload: { $ref: catalog/${domain}/${folder}/v1.json }
      x-eventbridge: { source: shop.${domain}, detailType: ${name} }
`;

/** `asyncapi.yaml` for the events: a channel, a producer and a consumer for each domain, and an archive of all. */
export const documentOf = (events: readonly EventName[]): string => {
  const domains = [...Map.groupBy(events, ({ domain }) => domain)];
  return `asyncapi: 3.1.0
info:
  title: Shop
  version: 1.0.0
  description: A catalog that is made up to measure compilers.
servers:
  bus:
    host: events.us-east-1.amazonaws.com
    protocol: eventbridge
    x-eventbridge: { busName: shop }
channels:
${domains.map(([domain, own]) => channel(domain, own)).join('')}${channel('bus', events)}operations:
${domains.map(([domain]) => producer(domain)).join('')}${domains.map(([domain, own]) => consumer(domain, own)).join('')}  archive:
    action: receive
    channel: { $ref: '#/channels/bus' }
    description: Keeps everything.
    x-owner: team-platform
    x-eventbridge:
      delivery: firehose
      pattern:
        source: [{ prefix: shop. }]
components:
  messages:
${events.map(component).join('')}`;
};
