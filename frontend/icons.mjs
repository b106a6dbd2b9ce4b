// Names of lucide icons in static/icons.svg; the last group are marks that a project can choose.
export const icons = `
archive archive-restore arrow-down arrow-left arrow-right arrow-up arrow-up-down ban bot bug check chevron-down chevron-left chevron-right
chevron-up circle-alert circle-check circle-help circle-stop circle-x clock columns-2 copy crown download ellipsis external-link eye file file-code
file-image file-spreadsheet file-text files filter git-branch globe hard-drive history house inbox info key-round languages link list loader-circle lock
log-in log-out mail menu message-square message-square-plus message-square-quote monitor moon panel-left panel-right-close paperclip pencil pin pin-off plus
quote refresh-cw rotate-ccw save scan-search search send settings share-2 shield shield-alert sliders-horizontal sparkles square square-pen sun table
thumbs-down thumbs-up timer trash-2 triangle-alert trophy undo-2 upload user user-plus user-x users x zap zoom-in zoom-out
calculator chart-line chart-pie chart-scatter file-chart-column hash image-down sigma
book-open briefcase building-2 chart-column database flask-conical folder gavel globe-2 graduation-cap heart-pulse landmark leaf lightbulb
map package rocket scale scroll-text shopping-cart stethoscope truck wallet wrench
`.trim().split(/\s+/);
