import Changes
import Documents
import GitStore
import SourceText

/// Three versions of one file brought together.
///
/// Documents merge field by field, other texts line by line. Where the lines of a document merge by
/// themselves into what its fields say, they are taken, because they keep the comments of both sides.
struct FileMerge {
  let bytes: [UInt8]
  let disputes: [Dispute]

  init(_ trio: Trio<[UInt8]>, at path: TreePath, settlement: Settlement, clock: Int?) throws(GitStoreError) {
    let lines = try LineMerge(
      base: trio.base ?? [], ours: trio.ours ?? [], theirs: trio.theirs ?? [])
    if let merge = DocumentMerge(trio, lines, at: path, settlement, clock) {
      (bytes, disputes) = (merge.bytes, merge.disputes)
    } else if case .merged(let merged) = lines, trio.base != nil {
      (bytes, disputes) = (merged, [])
    } else if let side = settlement.side(for: path) {
      bytes = (side == .ours ? trio.ours : trio.theirs) ?? []
      disputes = []
    } else {
      bytes = trio.ours ?? []
      disputes = [Dispute(path, lines == .notMergeable ? .file : .lines)]
    }
  }
}

/// The merge of three documents, where the file is one on all sides.
private struct DocumentMerge {
  let bytes: [UInt8]
  let disputes: [Dispute]

  /// What tells elements of lists apart when the merged tree is written into our text.
  private static let identityKeys = [
    "model_name", "engine", "model_engine", "model_format", "model_size_in_billions", "key", "name",
  ]

  init?(
    _ trio: Trio<[UInt8]>, _ lines: LineMerge, at path: TreePath, _ settlement: Settlement, _ clock: Int?
  ) {
    let name = path.description
    guard let format = DocumentFormat(path: name) else { return nil }
    func read(_ bytes: [UInt8]) -> Document? {
      DocumentReader.read(SourceText(path: name, bytes: bytes), as: format).document
    }
    let documents = trio.map(read)
    guard let ours = documents.ours, let theirs = documents.theirs,
      (documents.base == nil) == (trio.base == nil)
    else { return nil }
    let merge = FieldMerge(
      base: documents.base?.rootNode, ours: ours.rootNode, theirs: theirs.rootNode, clock: clock
    ) { settlement.side(for: $0, in: path) }
    disputes = merge.conflicts.map { Dispute(path, $0) }
    let target = merge.document.rootNode
    if case .merged(let text) = lines, read(text)?.rootNode.isIdentical(to: target) == true {
      bytes = text
      return
    }
    guard let revision = ours.revised(into: target, as: format, identityKeys: Self.identityKeys) else {
      return nil
    }
    bytes = revision.bytes
  }
}
