/** The version of what a document may hold: schema.ts says when it is raised. Here alone, for what opens a document before there is an editor. */
export const SCHEMA_VERSION = 3;
