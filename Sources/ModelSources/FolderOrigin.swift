import ModelFacts

/// Finds out which repository a folder is a copy of.
enum FolderOrigin {
  static func origin(of folder: String, shownAs place: String? = nil) -> RepositoryOrigin {
    let parts = (LocalFiles.realPath(folder) ?? folder).split(separator: "/").map(String.init)
    return inHuggingFaceCache(parts, place ?? folder) ?? inModelScopeCache(parts, place ?? folder)
      ?? clone(folder, place ?? folder)
      ?? RepositoryOrigin(place: place ?? (parts.last.map { folder == "." ? $0 : folder } ?? folder))
  }

  /// Hugging Face's cache has `models--OWNER--NAME/snapshots/COMMIT`.
  private static func inHuggingFaceCache(_ parts: [String], _ place: String) -> RepositoryOrigin? {
    guard let snapshots = parts.lastIndex(of: "snapshots"), snapshots > 0, snapshots + 1 < parts.count,
      parts[snapshots - 1].hasPrefix("models--")
    else { return nil }
    let id = parts[snapshots - 1].dropFirst("models--".count).replacing("--", with: "/", maxReplacements: 1)
    return RepositoryOrigin(hub: .huggingface, id: String(id), revision: parts[snapshots + 1], place: place)
  }

  /// ModelScope's has `modelscope/hub/models/OWNER/NAME`, formerly without `models`; `___` stands for a dot.
  private static func inModelScopeCache(_ parts: [String], _ place: String) -> RepositoryOrigin? {
    guard let hub = parts.lastIndex(of: "hub"), hub > 0, parts[hub - 1] == "modelscope" else { return nil }
    var rest = parts[(hub + 1)...]
    if rest.first == "models" { rest = rest.dropFirst() }
    guard rest.count == 2 else { return nil }
    let id = rest.joined(separator: "/").replacing("___", with: ".")
    return RepositoryOrigin(hub: .modelscope, id: id, revision: "master", place: place)
  }

  /// A clone tells by its remote's address.
  private static func clone(_ folder: String, _ place: String) -> RepositoryOrigin? {
    guard let bytes = LocalFiles.small("\(folder)/.git/config") else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks }
      guard words.count == 2, words[0] == "url",
        case .hub(let hub, let id, _)? = ModelReference.page(words[1])
      else { continue }
      return RepositoryOrigin(hub: hub, id: id, revision: commit(folder), place: place)
    }
    return nil
  }

  private static func commit(_ folder: String) -> String? {
    guard
      let head = LocalFiles.small("\(folder)/.git/HEAD").map({
        String(decoding: $0, as: UTF8.self).trimmingBlanks
      })
    else { return nil }
    guard head.hasPrefix("ref: refs/") else { return head.count == 40 ? head : nil }
    return LocalFiles.small("\(folder)/.git/\(head.dropFirst(5))").flatMap { bytes in
      let text = String(decoding: bytes, as: UTF8.self).trimmingBlanks
      return text.count == 40 ? text : nil
    }
  }
}

extension StringProtocol {
  var trimmingBlanks: String {
    var text = Substring(self).drop { $0.isWhitespace }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
