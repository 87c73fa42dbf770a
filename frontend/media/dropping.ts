/** Files dropped anywhere on the page. Returns what stops listening; `zone` is marked `over` while files hover. */
export function listenForDrops(zone: HTMLElement, take: (files: File[]) => void): () => void {
  const highlight = (on: boolean) => zone.classList.toggle("over", on);
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      highlight(true);
    }
  };
  const drop = (event: DragEvent) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    highlight(false);
    if (files.length > 0) {
      event.preventDefault();
      take(files);
    }
  };
  const leave = (event: DragEvent) => event.relatedTarget === null && highlight(false);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragleave", leave);
  return () => {
    document.removeEventListener("dragover", over);
    document.removeEventListener("drop", drop);
    document.removeEventListener("dragleave", leave);
  };
}
