extension Repository {
  /// The same open repository once more, for something that keeps one of its own, such as a tree of files.
  ///
  /// Both values belong to the same thread.
  public func shared() -> Repository { Repository(core) }
}
