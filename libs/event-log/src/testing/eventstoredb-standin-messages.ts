/** Between the stand-in's plain events and the protocol's messages, with the client's own generated classes. */
import { createRequire } from 'node:module';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type * as AnyProto from 'google-protobuf/google/protobuf/any_pb.js';
import type * as EmptyProto from 'google-protobuf/google/protobuf/empty_pb.js';
import type { StreamIdentifier, UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type {
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import sharedProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import statusProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import streamsProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { AppendOutcome, ExpectedState, ProposedEvent, StoredEvent } from './eventstoredb-standin-store.js';

// The client brings its own version of google-protobuf; messages of two versions do not mix.
const requireOfClient = createRequire(createRequire(import.meta.url).resolve('@kurrent/kurrentdb-client'));
const { Any } = requireOfClient('google-protobuf/google/protobuf/any_pb') as typeof AnyProto;
const { Empty: GoogleEmpty } = requireOfClient('google-protobuf/google/protobuf/empty_pb') as typeof EmptyProto;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

type Filter = (event: StoredEvent) => boolean;

export function streamName(identifier: { getStreamName_asU8(): Uint8Array } | undefined): string {
  return identifier ? decoder.decode(identifier.getStreamName_asU8()) : '';
}

function uuidText(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString() ?? '';
  const hex = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const text = hex(structured.getMostSignificantBits()) + hex(structured.getLeastSignificantBits());
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function uuidMessage(text: string, asString: boolean): UUID {
  const uuid = new sharedProto.UUID();
  if (asString) {
    uuid.setString(text);
    return uuid;
  }
  const bits = (hex: string): string => BigInt.asIntN(64, BigInt(`0x${hex}`)).toString();
  const hex = text.replaceAll('-', '');
  const structured = new sharedProto.UUID.Structured();
  structured.setMostSignificantBits(bits(hex.slice(0, 16)));
  structured.setLeastSignificantBits(bits(hex.slice(16)));
  uuid.setStructured(structured);
  return uuid;
}

/** Works for the messages of both kinds of append, which have the same shape. */
export function proposedEvent(message: BatchAppendReq.ProposedMessage): ProposedEvent {
  return {
    id: uuidText(message.getId()),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function expectedState(options: {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
  getStreamPosition?(): string;
  getRevision?(): string;
}): ExpectedState {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  if (options.hasAny()) return 'any';
  return BigInt(options.getStreamPosition?.() ?? options.getRevision?.() ?? '0');
}

export function eventMessage(event: StoredEvent, asked: ReadReq.Options): ReadResp {
  const recorded = new streamsProto.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuidMessage(event.id, asked.getUuidOption()?.hasString() ?? false));
  const identifier = new sharedProto.StreamIdentifier();
  identifier.setStreamName(encoder.encode(event.stream));
  recorded.setStreamIdentifier(identifier);
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('content-type', event.contentType);
  recorded.getMetadataMap().set('created', event.created);
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const read = new streamsProto.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  const response = new streamsProto.ReadResp();
  response.setEvent(read);
  return response;
}

export function confirmation(id: string): ReadResp {
  const confirmed = new streamsProto.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(id);
  const response = new streamsProto.ReadResp();
  response.setConfirmation(confirmed);
  return response;
}

export function fellBehind(): ReadResp {
  const response = new streamsProto.ReadResp();
  response.setFellBehind(new streamsProto.ReadResp.FellBehind());
  return response;
}

export function checkpoint(position: bigint): ReadResp {
  const reached = new streamsProto.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position));
  reached.setPreparePosition(String(position));
  const response = new streamsProto.ReadResp();
  response.setCheckpoint(reached);
  return response;
}

export function noSuchStream(stream: string): ReadResp {
  const identifier = new sharedProto.StreamIdentifier();
  identifier.setStreamName(encoder.encode(stream));
  const missing = new streamsProto.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifier);
  const response = new streamsProto.ReadResp();
  response.setStreamNotFound(missing);
  return response;
}

export function filterOf(asked: ReadReq.Options): Filter {
  const filter = asked.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const text: (event: StoredEvent) => string = filter.hasStreamIdentifier() ? (e) => e.stream : (e) => e.type;
  const prefixes = expression.getPrefixList();
  const regex = new RegExp(expression.getRegex() || '(?!)');
  return (event) => prefixes.some((prefix) => text(event).startsWith(prefix)) || regex.test(text(event));
}

/** How an append ended for its caller: by the store's rules, refused alone, or with the whole call. */
export type Answer = (outcome: Refusal | AppendOutcome | ServiceError) => void;
type Refusal = 'timed-out' | 'access-denied' | 'no-leader';

export function batchAppendAnswer(
  outcome: Refusal | AppendOutcome,
  correlation: UUID | undefined,
  stream: StreamIdentifier | undefined,
): BatchAppendResp {
  const response = new streamsProto.BatchAppendResp();
  response.setCorrelationId(correlation);
  response.setStreamIdentifier(stream);
  if (typeof outcome === 'string' || !('position' in outcome)) {
    response.setError(refusal(outcome));
    return response;
  }
  const position = new sharedProto.AllStreamPosition();
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  const success = new streamsProto.BatchAppendResp.Success();
  success.setCurrentRevision(String(outcome.revision));
  success.setPosition(position);
  response.setSuccess(success);
  return response;
}

function refusal(outcome: Refusal | Exclude<AppendOutcome, { position: bigint }>) {
  const details = new Any();
  const state = new statusProto.Status();
  state.setDetails(details);
  const put = (name: string, message: { serializeBinary(): Uint8Array }): void => {
    details.setTypeUrl(`type.googleapis.com/event_store.client.${name}`);
    details.setValue(message.serializeBinary());
  };
  if (outcome === 'timed-out') put('Timeout', new sharedProto.Timeout());
  else if (outcome === 'access-denied') put('AccessDenied', new sharedProto.AccessDenied());
  else if (outcome === 'no-leader') {
    details.setTypeUrl('type.googleapis.com/google.protobuf.Empty');
    state.setMessage('No leader info available in response');
  } else if (outcome.kind === 'too-big') {
    put('MaximumAppendSizeExceeded', new sharedProto.MaximumAppendSizeExceeded().setMaxappendsize(outcome.limit));
  } else {
    const wrong = new sharedProto.WrongExpectedVersion();
    if (outcome.actual === null) wrong.setCurrentNoStream(new GoogleEmpty());
    else wrong.setCurrentStreamRevision(String(outcome.actual));
    put('WrongExpectedVersion', wrong);
  }
  return state;
}

/** The older append has an answer only for success and for a wrong version; the rest are errors of the call. */
export function singleAppendAnswer(outcome: Refusal | AppendOutcome | ServiceError): AppendResp | ServiceError {
  if (outcome instanceof Error) return outcome;
  if (outcome === 'timed-out') return serverError(status.ABORTED, 'Operation timed out');
  if (outcome === 'no-leader') return serverError(status.UNKNOWN, 'No leader info available in response');
  if (outcome === 'access-denied')
    return serverError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
  if (outcome.kind === 'too-big') {
    const exception = { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(outcome.limit) };
    return serverError(status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded', exception);
  }
  const response = new streamsProto.AppendResp();
  if (outcome.kind === 'wrong-version') {
    const wrong = new streamsProto.AppendResp.WrongExpectedVersion();
    if (outcome.actual === null) wrong.setCurrentNoStream(new sharedProto.Empty());
    else wrong.setCurrentRevision(String(outcome.actual));
    response.setWrongExpectedVersion(wrong);
    return response;
  }
  const success = new streamsProto.AppendResp.Success();
  success.setCurrentRevision(String(outcome.revision));
  response.setSuccess(success);
  return response;
}

/** Ends a call with a status, as a gRPC server does for what goes wrong outside the answers of the protocol. */
export function serverError(code: status, details: string, exception?: Record<string, string>): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(exception ?? {})) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}
