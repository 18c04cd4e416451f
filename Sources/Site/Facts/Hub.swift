/// A place that weights are fetched from.
struct Hub {
  /// The key of the source in the entry: `huggingface`.
  let key: Text
  /// The name that readers know.
  let label: Text
  /// What an id is put behind to make its address; empty where that is not known.
  private let prefix: StaticString

  init(_ key: Text) {
    let known: (label: StaticString, prefix: StaticString)? =
      if key.is("huggingface") {
        ("Hugging Face", "https://huggingface.co/")
      } else if key.is("modelscope") {
        ("ModelScope", "https://modelscope.cn/models/")
      } else if key.is("openmind_hub") {
        ("Modelers", "https://modelers.cn/models/")
      } else if key.is("csghub") {
        ("CSGHub", "https://opencsg.com/models/")
      } else {
        nil
      }
    self.key = key
    label = known.map { Text($0.label) } ?? key.clipped(to: 64)
    prefix = known?.prefix ?? ""
  }

  /// The page of a repository; empty where the hub is not known.
  func address(of id: some Sequence<UInt8>) -> [UInt8] {
    guard prefix.utf8CodeUnitCount > 0 else { return [] }
    var address: [UInt8] = []
    address.reserveCapacity(96)
    address.append(prefix)
    URLText.append(path: id, to: &address)
    return address
  }
}

extension ArraySlice<UInt8> {
  /// Makes a text of characters in the source.
  init(_ text: StaticString) {
    self = text.withUTF8Buffer { unsafe ArraySlice($0) }
  }
}
