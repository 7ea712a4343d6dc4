/** The faults that can be switched on in the EventStoreDB stand-in, and the two services beside the streams. */
import { randomUUID } from 'node:crypto';
import { status, type ServiceError } from '@grpc/grpc-js';
import type { IGossipServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import type { IServerFeaturesServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import featuresProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import gossipProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import sharedProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import { serverError } from './eventstoredb-standin-messages.js';

/** Faults of the server. Counters count down to 0; everything is off at the start. */
export class Faults {
  /** Appends are neither stored nor answered. */
  silentAppends = false;
  /** The next n appends are stored, and no answer is ever sent. */
  acksLost = 0;
  /** The next n appends are stored, and the connection breaks before the answer. */
  acksCut = 0;
  /** The next n appends are answered "timed out" and not stored. */
  appendsTimedOut = 0;
  /** Not the leader: names the leader to go to, or knows none. */
  notLeader: { readonly host: string; readonly port: number } | 'unknown' | null = null;
  /** Everything is answered UNAVAILABLE. */
  unavailable = false;
  accessDenied = false;
  /** Reads get no answer at all. */
  silentReads = false;
  /** Milliseconds before a read's first event. */
  slowReads = 0;
  /** The next read's connection breaks after n events. */
  cutReadAfter: number | null = null;
  /** The next read ends with UNAVAILABLE after n events. */
  failReadAfter: number | null = null;
  /** Subscriptions deliver every event twice. */
  duplicates = false;
  /** Subscriptions are ended with UNAVAILABLE after each event. */
  dropsSubscriptions = false;
  /** Subscriptions confirm and then deliver nothing. */
  silentSubscriptions = false;
  /** Milliseconds before a subscription is confirmed and before each of its events, with the notice "fell behind". */
  subscriptionLag = 0;
  /** The server knows only the older, single append. */
  noBatchAppend = false;
}

/** The error with which a call is refused before it is served; null if nothing stands in its way. */
export function refusedBy(faults: Faults, requiresLeader: boolean): ServiceError | null {
  if (faults.unavailable) return serverError(status.UNAVAILABLE, 'Server Is Not Ready');
  if (faults.accessDenied)
    return serverError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
  if (!faults.notLeader || !requiresLeader) return null;
  if (faults.notLeader === 'unknown') return serverError(status.UNKNOWN, 'No leader info available in response');
  return serverError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': faults.notLeader.host,
    'leader-endpoint-port': String(faults.notLeader.port),
  });
}

export function supportedMethods(faults: Faults): IServerFeaturesServer {
  return {
    getSupportedMethods: (_call, callback) => {
      if (faults.unavailable) return callback(refusedBy(faults, false));
      const answer = new featuresProto.SupportedMethods();
      answer.setEventStoreServerVersion('24.10.0');
      for (const name of ['read', 'append', ...(faults.noBatchAppend ? [] : ['batchappend'])]) {
        const method = new featuresProto.SupportedMethod();
        method.setServiceName('event_store.client.streams.streams');
        method.setMethodName(name);
        answer.addMethods(method);
      }
      callback(null, answer);
    },
  };
}

/** Gossip of a cluster of one, who leads it. */
export function oneNode(port: () => number): IGossipServer {
  return {
    read: (_call, callback) => {
      const endPoint = new gossipProto.EndPoint();
      endPoint.setAddress('127.0.0.1');
      endPoint.setPort(port());
      const member = new gossipProto.MemberInfo();
      member.setInstanceId(new sharedProto.UUID().setString(randomUUID()));
      member.setState(gossipProto.MemberInfo.VNodeState.LEADER);
      member.setIsAlive(true);
      member.setHttpEndPoint(endPoint);
      callback(null, new gossipProto.ClusterInfo().setMembersList([member]));
    },
  };
}
