/** A document of the bureau, read and cut into passages. */
export interface Document {
  /** Path below `documents/`, with `/`. */
  path: string
  title: string
  /** 文号, empty where there is none. */
  number: string
  issuer: string
  /** YYYY-MM-DD or empty. */
  issued: string
  effective: string
  expires: string
  /** Titles or 文号 that this document replaces. */
  supersedes: string[]
  /** `all`, `staff` or unit ids; never empty. */
  audience: string[]
  passages: Passage[]
  /** Of a document with pages that are pictures. */
  scan?: Scan
}

/** Pages of a PDF that are pictures of paper, from 1. */
export interface Scan {
  /** Read from the picture: to be compared with the original. */
  read: number[]
  /** Not read: their text is not there. */
  unread: number[]
  /** Lines that were left out since they could not be made out for certain. */
  unsure: number
}

type PassageKind = 'text' | 'table' | 'row' | 'list'

/**
 * The smallest thing that is cited.
 * text: an article, item or paragraph · list: an article with all its items, whole · table: a whole table · row: one row of it.
 */
export interface Passage {
  /** Place in the document, from 0. */
  ordinal: number
  /** Outermost first: ['第三章 补贴标准', '第六条']. */
  headings: string[]
  /** `第六条`, `二、`, `（一）` … of the innermost numbered unit; empty where there is none. */
  article: string
  kind: PassageKind
  /** Verbatim text; a row is its cells joined by ` | `, a table its rows joined by line ends. */
  text: string
  /** Of a row or table: the header cells. */
  columns?: string[]
  /** Of a row: its cells, one per column. */
  cells?: string[]
  /** Of a row or item: the ordinal of the table or list passage that holds it. */
  parent?: number
}

/** A file that could not be read, for the operator: one Chinese sentence. */
export interface Refusal {
  path: string
  reason: string
}

/** How a document stands in time once all documents are known. Dates YYYY-MM-DD, both included; empty: open. */
export interface Validity {
  validFrom: string
  validTo: string
  /** Path of the document that replaced it, empty when none did. */
  supersededBy: string
}

/** glossary.yaml: each list one concept, the preferred term first. */
export type Glossary = readonly (readonly string[])[]
