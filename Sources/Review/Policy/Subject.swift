public import Catalog

/// One thing that a submission touches, as far as permissions tell things apart.
public enum Subject: Hashable, Sendable {
  /// A model's entry with all its files: `llm/qwen3`.
  case entry(type: ModelType, name: String)
  /// A person's file: `people/ada`.
  case person(String)
  /// The record of the upstream commit that the catalog was last reconciled with: `upstream.lock.yaml`.
  case upstreamLock
  /// Any other file of the repository, by its path from the root with a `/` before it: `/catalog/hub.yaml`.
  case file(String)

  /// Reads a subject as events carry it; nil for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("/") {
      let path = String(text.dropFirst())
      guard !path.isEmpty, !path.contains("\n"), EventText(exactly: path) != nil else { return nil }
      self = .file(path)
      return
    }
    if text == Self.lockName {
      self = .upstreamLock
      return
    }
    let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2, ModelName.isValid(words[1]) else { return nil }
    if words[0] == "people" {
      self = .person(words[1])
    } else if let type = ModelType(rawValue: words[0]) {
      self = .entry(type: type, name: words[1])
    } else {
      return nil
    }
  }

  /// Whose word is needed for it.
  public var area: Area {
    switch self {
    case .entry(let type, _): .models(type)
    case .person(let login): .person(login)
    case .upstreamLock: .housekeeping
    case .file: .administration
    }
  }

  static let lockName = "upstream.lock.yaml"
}

extension Subject: CustomStringConvertible {
  /// The subject as events carry it.
  public var description: String {
    switch self {
    case .entry(let type, let name): "\(type.rawValue)/\(name)"
    case .person(let login): "people/\(login)"
    case .upstreamLock: Self.lockName
    case .file(let path): "/\(path)"
    }
  }
}

extension Subject: Comparable {
  /// Orders subjects by the bytes of their texts.
  public static func < (left: Subject, right: Subject) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}

/// A part of the repository with reviewers of its own.
public enum Area: Hashable, Sendable {
  /// Entries of a type: its reviewers.
  case models(ModelType)
  /// A person's file: any reviewer where it is the submitter's own, else an admin.
  case person(String)
  /// What only the tool writes: any reviewer.
  case housekeeping
  /// Rules, schemas, workflows, whatever is no entry and no person: an admin.
  case administration

  /// The area as a sentence names it.
  public var words: String {
    switch self {
    case .models(let type): "\(type.rawValue) entries"
    case .person(let login): "the profile of \(login)"
    case .housekeeping: "the upstream lock"
    case .administration: "settings, schemas and other files"
    }
  }
}

/// Whether a text can be a login.
func isLogin(_ text: String) -> Bool { ModelName.isValid(text) }
