/// A number for each node of a tree that stands for the node and all that it holds.
///
/// Equal trees have equal numbers; unlike trees differ but for an accident, so whoever acts on equality checks
/// the outcome. Made once for a tree, in time linear in its nodes.
struct TreeFingerprints {
  private let first: Int
  private let values: [UInt64]

  init(_ root: Node) {
    let document = root.document
    first = Int(root.id.index)
    let end = Int(document.next(after: root.id).index)
    var values = [UInt64](repeating: 0, count: end - first)
    // Children stand behind their container on the tape, so backwards is bottom-up.
    for index in stride(from: end - 1, through: first, by: -1) {
      let node = NodeID(UInt32(index))
      let kind = document.kind(of: node)
      var value = UInt64(kind.rawValue) &+ 0xCBF2_9CE4_8422_2325
      if kind == .array || kind == .object {
        var child = document.firstChild(of: node)
        let end = document.end(of: node)
        while child < end {
          value = Self.combine(value, values[Int(child.index) - first])
          child = document.next(after: child)
        }
      } else {
        for byte in document.bytes(of: node) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
      values[index - first] = Self.combine(value, UInt64(kind.rawValue))
    }
    self.values = values
  }

  subscript(node: NodeID) -> UInt64 { values[Int(node.index) - first] }

  /// One number out of two, in which their order counts.
  static func combine(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var mixed = (left &* 0x9E37_79B9_7F4A_7C15) ^ right
    mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 29)
  }
}
