public import Timeline

/// A review, as a site shows it.
public struct SiteReview: Sendable {
  /// What somebody said.
  public struct Remark: Sendable {
    /// Who, by login.
    public let login: String
    /// When, in seconds since 1970.
    public let seconds: Int
    /// What they did, as a verb in the past: `approved`, `commented`.
    public let deed: String
    /// What they said, in lines; may be empty.
    public let text: String

    /// Describes a remark.
    public init(login: String, seconds: Int, deed: String, text: String) {
      (self.login, self.seconds, self.deed, self.text) = (login, seconds, deed, text)
    }
  }

  /// A comment with its answers.
  public struct Thread: Sendable {
    /// Where it points; nothing for the whole.
    public let place: String?
    /// The comment and its answers.
    public let remarks: [Remark]
    /// Who settled it.
    public let settledBy: String?

    /// Describes a thread.
    public init(place: String?, remarks: [Remark], settledBy: String?) {
      (self.place, self.remarks, self.settledBy) = (place, remarks, settledBy)
    }
  }

  /// What its checks found.
  public struct Checks: Sendable {
    /// How many errors.
    public let errors: Int
    /// How many warnings.
    public let warnings: Int

    /// Counts findings.
    public init(errors: Int, warnings: Int) {
      (self.errors, self.warnings) = (errors, warnings)
    }
  }

  /// What it does to one entry, or to a file that is no entry's.
  public struct Subject: Sendable {
    /// `llm/qwen3`, or the file's path below the catalog.
    public let name: String
    /// What becomes of it.
    public let kind: EntryChange.Kind
    /// The entry's name, where it is one.
    public let entry: String?
    /// The fields that differ.
    public let fields: [EntryChange.Field]

    /// Describes a subject.
    public init(name: String, kind: EntryChange.Kind, entry: String?, fields: [EntryChange.Field]) {
      (self.name, self.kind, self.entry, self.fields) = (name, kind, entry, fields)
    }
  }

  /// Its id, which is a path of words: `llm/qwen3`.
  public let id: String
  /// What it is about, in a line.
  public let title: String
  /// More on that, in lines; may be empty.
  public let text: String
  /// Where it stands, in a word or two, such as `approved`.
  public let state: String
  /// Whether something can still happen.
  public let isOpen: Bool
  /// Who submitted it, by login.
  public let submitter: String?
  /// When, in seconds since 1970; 0 for one that was not.
  public let submittedAt: Int
  /// When something last happened.
  public let changedAt: Int
  /// What it waits for, a phrase each.
  public let waits: [String]
  /// What its checks found; nothing where none ran.
  public let checks: Checks?
  /// What people said of its content.
  public let votes: [Remark]
  /// What people said of its parts.
  public let threads: [Thread]
  /// What it changes.
  public let subjects: [Subject]

  /// Describes a review.
  public init(
    id: String, title: String, text: String, state: String, isOpen: Bool, submitter: String?,
    submittedAt: Int, changedAt: Int, waits: [String], checks: Checks?,
    votes: [Remark], threads: [Thread], subjects: [Subject]
  ) {
    (self.id, self.title, self.text, self.state, self.isOpen) = (id, title, text, state, isOpen)
    (self.submitter, self.submittedAt, self.changedAt) = (submitter, submittedAt, changedAt)
    (self.waits, self.checks, self.votes, self.threads) = (waits, checks, votes, threads)
    self.subjects = subjects
  }
}

/// A rule of the registry, as a site explains it.
public struct SiteRule: Sendable {
  /// The rule's id.
  public let id: String
  /// How much its findings weigh: `error`, `warning`, `note`, or `off`.
  public let severity: String
  /// What must hold, in a sentence.
  public let title: String
  /// Its page, in Markdown, beginning with a heading.
  public let markdown: String

  /// Describes a rule.
  public init(id: String, severity: String, title: String, markdown: String) {
    (self.id, self.severity, self.title, self.markdown) = (id, severity, title, markdown)
  }
}

/// A page of documentation.
public struct SiteDocument: Sendable {
  /// The part of the documentation that it belongs to.
  public let part: String
  /// Its path below the folder of documents, without `.md`: `roles/author`.
  public let path: String
  /// Its text, beginning with a heading.
  public let markdown: [UInt8]

  /// Describes a document.
  public init(part: String, path: String, markdown: [UInt8]) {
    (self.part, self.path, self.markdown) = (part, path, markdown)
  }
}
