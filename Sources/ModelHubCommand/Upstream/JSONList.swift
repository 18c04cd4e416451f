import Documents

/// A list of flat objects, as `--json` prints it.
struct JSONList {
  private var builder: DocumentBuilder

  init() {
    builder = DocumentBuilder()
    builder.beginArray()
  }

  mutating func add(_ members: [(String, String)], number: Int? = nil) {
    builder.beginObject()
    for (key, value) in members {
      builder.key(key)
      builder.string(value)
    }
    if let number {
      builder.key("number")
      builder.number(number)
    }
    builder.end()
  }

  var bytes: [UInt8] {
    var whole = builder
    whole.end()
    return JSONWriter.file(whole.document().rootNode)
  }
}
