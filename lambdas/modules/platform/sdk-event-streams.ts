/**
 * Replaces the SDK's `@smithy/core/event-streams` in the functions. Only operations that stream events load it, such as
 * `SubscribeToShard` of Kinesis, and no function calls one. It would add 19 KB to each bundle.
 */
function unavailable(): never {
  throw new Error('Event streams are not part of this bundle. See lib/function-bundle.ts.');
}

export { unavailable as EventStreamSerde, unavailable as eventStreamSerdeProvider };
