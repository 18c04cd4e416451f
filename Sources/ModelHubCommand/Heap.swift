import CMalloc

/// The C library's heap, in a process whose phases need much memory in turn.
enum Heap {
  /// From this size on an array has pages of its own.
  private static let longArray: Int32 = 256 << 10

  /// Lets what one phase frees be there for the next, rather than for more of the same: long arrays go back to the
  /// system as soon as they are freed.
  ///
  /// Left to itself, the heap raises that size to that of the longest array it has seen, up to 32 MB, and such arrays
  /// then leave gaps between what stays.
  static func giveLongArraysPages() {
    // A heap that does not know the settings does as it did.
    _ = mallopt(M_MMAP_THRESHOLD, longArray)
    _ = mallopt(M_TRIM_THRESHOLD, 16 * longArray)
  }

  /// Gives the system back what was freed in small pieces; to be called where much was.
  static func trim() { _ = malloc_trim(0) }
}
