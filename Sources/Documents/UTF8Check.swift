/// Strict UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
public enum UTF8Check {
  /// The offset of the first byte that does not belong, or `nil` where all is well.
  public static func firstFault(in bytes: [UInt8]) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
