import Documents
import ModelFacts
import SourceText

/// How a hub lays out its addresses and answers.
struct HubLayout {
  let hub: Hub
  let id: String
  let base: String

  var mainBranch: String { hub == .huggingface ? "main" : "master" }

  func listAddress(_ revision: String) -> String {
    switch hub {
    case .huggingface: "\(base)/api/models/\(encoded(id))/revision/\(encodedWord(revision))?blobs=true"
    default:
      "\(base)/api/v1/models/\(encoded(id))/repo/files?Recursive=true&Revision=\(encodedWord(revision))"
    }
  }

  func fileAddress(_ path: String, _ revision: String) -> String {
    let prefix = hub == .huggingface ? base : "\(base)/models"
    return "\(prefix)/\(encoded(id))/resolve/\(encodedWord(revision))/\(encoded(path))"
  }

  /// The commit, where the answer tells it, and the files; paths that could leave the repository are left out.
  func listing(_ bytes: [UInt8]) -> (commit: String?, files: [RepositoryFile])? {
    let text = SourceText(path: "", bytes: bytes)
    let limits = ReadLimits(bytes: bytes.count + 1, depth: 64)
    guard let root = DocumentReader.read(text, as: .json, limits: limits).document?.rootNode else {
      return nil
    }
    switch hub {
    case .huggingface:
      guard let list = root["siblings"], list.kind == .array else { return nil }
      return (commit(root["sha"]), list.elements.compactMap { file($0["rfilename"], $0["size"]) })
    default:
      guard let list = root["Data"]?["Files"], list.kind == .array else { return nil }
      return (
        nil, list.elements.compactMap { $0["Type"]?.string == "tree" ? nil : file($0["Path"], $0["Size"]) }
      )
    }
  }

  private func file(_ path: Node?, _ size: Node?) -> RepositoryFile? {
    guard let path = path?.string, Self.isInside(path) else { return nil }
    return RepositoryFile(path, size: size?.int.flatMap { $0 >= 0 ? $0 : nil })
  }

  private func commit(_ node: Node?) -> String? {
    node?.string.flatMap { text in
      text.utf8.count == 40
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        ? text : nil
    }
  }

  private static func isInside(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.utf8.count <= 1024 && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// A path whose parts may hold anything; `/` stays.
  private func encoded(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { encodedWord(String($0)) }.joined(
      separator: "/")
  }

  private func encodedWord(_ word: String) -> String {
    var result = ""
    for byte in word.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.append(Character(Unicode.Scalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
