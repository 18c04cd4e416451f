import Documents

/// Strings inside hand-written lines of JSON.
enum JSONText {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    JSONWriter.appendString(Array(text.utf8)[...], to: &bytes)
  }
}
