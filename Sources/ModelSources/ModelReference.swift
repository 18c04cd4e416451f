public import ModelFacts

/// What a person names as the source of a new entry.
public enum ModelReference: Hashable, Sendable {
  /// A folder on disk.
  case folder(String)
  /// A file on disk.
  case file(String)
  /// A repository on a hub, perhaps at a branch, tag or commit.
  case hub(Hub, id: String, revision: String?)
  /// An entry of the catalog, by its name or `type/name`.
  case entry(String)

  /// Makes sense of what was written.
  ///
  /// In this order: an address of a hub's page; `huggingface:OWNER/NAME` or `modelscope:…`, `hf:` and `ms:` for short,
  /// each perhaps with `@REVISION`; `entry:NAME`; a path that is there; `OWNER/NAME` on Hugging Face.
  public init(_ text: String) throws(RepositoryError) {
    if let page = Self.page(text) {
      self = page
    } else if let colon = text.firstIndex(of: ":"),
      let named = Self.named(text[..<colon], text[text.index(after: colon)...])
    {
      self = named
    } else if LocalFiles.isFolder(text) {
      self = .folder(text)
    } else if LocalFiles.size(of: text) != nil {
      self = .file(text)
    } else if let (id, revision) = Self.id(text), !text.hasPrefix("."), !text.hasPrefix("/") {
      self = .hub(.huggingface, id: id, revision: revision)
    } else {
      throw RepositoryError(
        .notFound,
        "‘\(text)’ is no file or folder here, and no repository's id. "
          + "Name a path, OWNER/NAME, modelscope:OWNER/NAME, a page's address, or entry:NAME.")
    }
  }

  /// The repository that a page of a hub shows.
  static func page(_ address: String) -> ModelReference? {
    guard let scheme = address.firstRange(of: "://"),
      ["http", "https"].contains(address[..<scheme.lowerBound])
    else {
      return nil
    }
    var parts = address[scheme.upperBound...].split { "/?#".contains($0) }.map(String.init)
    guard let host = parts.first.map({ $0.split(separator: "@").last.map(String.init) ?? $0 }) else {
      return nil
    }
    parts.removeFirst()
    let hub: Hub
    switch host {
    case "huggingface.co", "hf.co", "hf-mirror.com": hub = .huggingface
    case "modelscope.cn", "www.modelscope.cn", "modelscope.ai", "www.modelscope.ai":
      hub = .modelscope
      if parts.first == "models" { parts.removeFirst() }
    default: return nil
    }
    guard parts.count >= 2 else { return nil }
    let name = parts[1].hasSuffix(".git") ? String(parts[1].dropLast(4)) : parts[1]
    guard let (id, _) = id("\(parts[0])/\(name)") else { return nil }
    let isAtRevision = parts.count >= 4 && ["tree", "blob", "resolve"].contains(parts[2])
    return .hub(hub, id: id, revision: isAtRevision ? parts[3] : nil)
  }

  private static func named(_ prefix: Substring, _ rest: Substring) -> ModelReference? {
    switch prefix {
    case "huggingface", "hf": id(String(rest)).map { .hub(.huggingface, id: $0.id, revision: $0.revision) }
    case "modelscope", "ms": id(String(rest)).map { .hub(.modelscope, id: $0.id, revision: $0.revision) }
    case "entry": .entry(String(rest))
    default: nil
    }
  }

  /// `OWNER/NAME`, perhaps with `@REVISION`.
  private static func id(_ text: String) -> (id: String, revision: String?)? {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let parts = halves[0].split(separator: "/", omittingEmptySubsequences: false)
    let isID =
      parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.count <= 128 && part != "." && part != ".."
          && part.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
              UInt8(ascii: "."):
              true
            default: false
            }
          }
      }
    guard isID, halves.count == 1 || !halves[1].isEmpty else { return nil }
    return (halves[0], halves.count == 2 ? halves[1] : nil)
  }
}
