import type { Json } from '../kernel/json.ts';
import { readPath } from './json-path.ts';
import { fillTemplate, type Replacement } from './placeholders.ts';
import { withParsedBody } from './record-body.ts';

/** The values behind a pipe's reserved variables (`<aws.pipes...>`). */
export interface PipeContext {
  readonly pipeArn: string;
  readonly pipeName: string;
  readonly sourceArn: string;
  readonly enrichmentArn?: string;
  readonly targetArn: string;
  /** When the pipe took the event, ISO 8601. */
  readonly ingestionTime: string;
}

const reserved = (name: string, event: Json, context: PipeContext): Replacement | undefined => {
  switch (name) {
    case 'aws.pipes.pipe-arn':
      return { value: context.pipeArn };
    case 'aws.pipes.pipe-name':
      return { value: context.pipeName };
    case 'aws.pipes.source-arn':
      return { value: context.sourceArn };
    case 'aws.pipes.enrichment-arn':
      return { value: context.enrichmentArn };
    case 'aws.pipes.target-arn':
      return { value: context.targetArn };
    case 'aws.pipes.event.ingestion-time':
      return { value: context.ingestionTime };
    case 'aws.pipes.event':
      return { raw: JSON.stringify(event) };
    case 'aws.pipes.event.json':
      return { raw: JSON.stringify(withParsedBody(event)) };
    default:
      return undefined;
  }
};

/**
 * A pipe's InputTemplate filled from one event: `<$.path>` reads the event (an SQS body or Kinesis data that is JSON is
 * read through), `<aws.pipes.…>` the pipe. Source: EventBridge User Guide, "Pipes input transformation".
 */
export const renderPipeTemplate = (template: string, event: Json, context: PipeContext): string => {
  const readable = withParsedBody(event);
  return fillTemplate(template, (name) =>
    name.startsWith('$') ? { value: readPath(readable, name) } : reserved(name, event, context),
  );
};
