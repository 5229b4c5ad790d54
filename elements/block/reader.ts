/** Reads HTML into nodes that belong to no page, so that nothing of it runs or is asked for, and leaves what is allowed. */
export type Reader = (html: string) => ParentNode & Node;
