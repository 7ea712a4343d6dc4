/** Where reading and refused attempts are recorded; whoever decides who may do what calls it where it refuses. */
export const ACCESS_RECORDER = Symbol('AccessRecorder');
